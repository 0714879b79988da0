/**
 * 200 homes a second, each put together for its profile, while profiles finish titles: so what was
 * recommended a moment ago is not any more. No home is asked for as one that may be known already.
 */
import { sleep } from 'k6'
import type { Options } from 'k6/options'
import { finishATitle, openHome, planHomes, type Homes } from './lib/recommending.ts'
import { settings } from './lib/settings.ts'
import { summarise, SUMMARY_TREND_STATS } from './lib/summary.ts'

const HOMES_PER_SECOND = 200
const FINISHED_PER_SECOND = 10
const duration = `${settings.steadySeconds}s`

export const options: Options = {
  thresholds: {
    'http_req_failed': ['rate==0'],
    'checks': ['rate==1'],
    'http_req_duration{name:home}': ['p(95)<50'],
    'homes_recommended': ['rate==1'],
    'titles_finished': ['count>0'],
    'dropped_iterations': ['count==0'],
  },
  scenarios: {
    homes: {
      executor: 'constant-arrival-rate',
      exec: 'home',
      ...{ rate: HOMES_PER_SECOND, timeUnit: '1s', duration },
      ...{ preAllocatedVUs: 40, maxVUs: 200 },
    },
    watching: {
      executor: 'constant-arrival-rate',
      exec: 'watch',
      ...{ rate: FINISHED_PER_SECOND, timeUnit: '1s', duration },
      ...{ preAllocatedVUs: 10, maxVUs: 50 },
    },
  },
  discardResponseBodies: true,
  summaryTrendStats: SUMMARY_TREND_STATS,
  systemTags: ['status', 'name', 'check', 'scenario'],
  setupTimeout: '300s',
}

export function setup(): Homes {
  const homes = planHomes()
  // Log-ins are slow on purpose; what they left to do is over then.
  sleep(2)
  return homes
}

export function home(homes: Homes): void {
  openHome(homes)
}

export function watch(homes: Homes): void {
  finishATitle(homes)
}

export const handleSummary = summarise
