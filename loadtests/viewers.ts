/**
 * N viewers at once: each logs in once, starts a film, sends a heartbeat every 10 s, seeks, pauses,
 * stops and resumes; at the end its last acknowledged position is read back and compared.
 */
import type { Options } from 'k6/options'
import { settings } from './lib/settings.ts'
import { summarise, SUMMARY_TREND_STATS } from './lib/summary.ts'
import { beViewer, planProgramme, rampSeconds, type Habits, type Programme } from './lib/viewing.ts'

const HABITS: Habits = { heartbeatSeconds: 10, heartbeatsPerPlay: 6, segmentsForEvery: 20 }

export const options: Options = {
  thresholds: {
    'http_req_failed': ['rate==0'],
    'checks': ['rate==1'],
    'http_req_duration{name:start}': ['p(95)<200'],
    'http_req_duration{name:log in}': ['p(95)<300'],
    'http_req_duration{name:licence}': ['p(95)<300'],
    'http_req_duration{name:heartbeat}': ['p(95)<300'],
    'http_req_duration{name:segment}': ['p(95)<300'],
    'http_req_duration{name:stop}': ['p(95)<300'],
    'http_req_duration{name:read back}': ['p(95)<300'],
    'lost_positions': ['count==0'],
    'viewers_stopped': ['count==0'],
    'viewers_read_back': [`count==${settings.viewers}`],
  },
  scenarios: {
    viewers: {
      executor: 'per-vu-iterations',
      vus: settings.viewers,
      iterations: 1,
      maxDuration: `${rampSeconds() + settings.steadySeconds + 120}s`,
      gracefulStop: '5s',
    },
  },
  discardResponseBodies: true,
  summaryTrendStats: SUMMARY_TREND_STATS,
  systemTags: ['status', 'name', 'check', 'scenario'],
  setupTimeout: '30s',
}

export function setup(): Programme {
  return planProgramme()
}

export default function viewer(programme: Programme): void {
  beViewer(programme, HABITS)
}

export const handleSummary = summarise
