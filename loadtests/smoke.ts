/** A few viewers walk the whole path in half a minute, with heartbeats every 2 s. No browser. */
import type { Options } from 'k6/options'
import { settings } from './lib/settings.ts'
import { summarise, SUMMARY_TREND_STATS } from './lib/summary.ts'
import { beViewer, planProgramme, rampSeconds, type Habits, type Programme } from './lib/viewing.ts'

const HABITS: Habits = { heartbeatSeconds: 2, heartbeatsPerPlay: 3, segmentsForEvery: 1 }

export const options: Options = {
  // No clock here: the machine that runs this may be busy with anything.
  thresholds: {
    http_req_failed: ['rate==0'],
    checks: ['rate==1'],
    acknowledged_positions: ['count>0'],
    lost_positions: ['count==0'],
    viewers_stopped: ['count==0'],
    viewers_read_back: [`count==${settings.viewers}`],
  },
  scenarios: {
    viewers: {
      executor: 'per-vu-iterations',
      vus: settings.viewers,
      iterations: 1,
      maxDuration: `${rampSeconds() + settings.steadySeconds + 30}s`,
      gracefulStop: '5s',
    },
  },
  discardResponseBodies: true,
  summaryTrendStats: SUMMARY_TREND_STATS,
  systemTags: ['status', 'name', 'check', 'scenario'],
}

export function setup(): Programme {
  return planProgramme()
}

export default function viewer(programme: Programme): void {
  beViewer(programme, HABITS)
}

export const handleSummary = summarise
