/**
 * N viewers at once who look for something to watch: each logs in once, opens home, scrolls, opens
 * titles, types a search with suggestions at each letter, and comes back to home.
 */
import type { Options } from 'k6/options'
import { beBrowser, planVisit, type Visit } from './lib/browsing.ts'
import { settings } from './lib/settings.ts'
import { summarise, SUMMARY_TREND_STATS } from './lib/summary.ts'
import { rampSeconds } from './lib/viewing.ts'

export const options: Options = {
  thresholds: {
    'http_req_failed': ['rate==0'],
    'checks': ['rate==1'],
    'http_req_duration{name:home}': ['p(95)<100'],
    'http_req_duration{name:title}': ['p(95)<60'],
    'http_req_duration{name:scroll}': ['p(95)<100'],
    'http_req_duration{name:suggest}': ['p(95)<50'],
    'http_req_duration{name:search}': ['p(95)<120'],
    'searches': ['count>0'],
    'http_req_duration{name:log in}': ['p(95)<300'],
    'viewers_stopped': ['count==0'],
    'viewers_done': [`count==${settings.viewers}`],
  },
  scenarios: {
    viewers: {
      executor: 'per-vu-iterations',
      vus: settings.viewers,
      iterations: 1,
      maxDuration: `${rampSeconds() + settings.steadySeconds + 60}s`,
      gracefulStop: '5s',
    },
  },
  discardResponseBodies: true,
  summaryTrendStats: SUMMARY_TREND_STATS,
  systemTags: ['status', 'name', 'check', 'scenario'],
  setupTimeout: '60s',
}

export function setup(): Visit {
  return planVisit()
}

export default function viewer(visit: Visit): void {
  beBrowser(visit)
}

export const handleSummary = summarise
