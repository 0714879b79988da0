/**
 * From the click to the first decoded frame of an encrypted film in real Chromium, session request
 * included, with an empty cache and no hovering before; by network condition, each beside Shaka
 * Player with its settings as they come.
 */
import exec from 'k6/execution'
import type { Options } from 'k6/options'
import { NETWORKS } from './lib/networks.ts'
import { measureStart, type Start } from './lib/page_start.ts'
import { planProgramme } from './lib/viewing.ts'
import { settings } from './lib/settings.ts'
import { summarise, SUMMARY_TREND_STATS } from './lib/summary.ts'

export const options: Options = {
  thresholds: {
    'start_time{network:unthrottled}': ['p(95)<700'],
    'start_time{network:4g}': ['p(95)<1100'],
    'start_time{network:3g}': ['p(95)<1900'],
    'measured_starts{player:flixflow,network:unthrottled}': [`count==${settings.starts}`],
    'measured_starts{player:flixflow,network:4g}': [`count==${settings.starts}`],
    'measured_starts{player:flixflow,network:3g}': [`count==${settings.starts}`],
    'checks': ['rate==1'],
    'failed_starts': ['count==0'],
  },
  scenarios: {
    starts: {
      executor: 'per-vu-iterations',
      vus: 1,
      // One round is a start in every condition, so that a slow spell of the machine hits them all.
      iterations: settings.starts + 1,
      maxDuration: `${60 + settings.starts * 60}s`,
      options: { browser: { type: 'chromium' } },
    },
  },
  summaryTrendStats: SUMMARY_TREND_STATS,
  systemTags: ['status', 'name', 'check', 'scenario'],
}

const SHAKA_SOURCE = open('../node_modules/shaka-player/dist/shaka-player.compiled.js')

export function setup(): { titleId: string } {
  return { titleId: planProgramme().titleId }
}

export default async function round({ titleId }: { titleId: string }): Promise<void> {
  const number = exec.vu.iterationInScenario
  const warmUp = number === 0
  for (const start of startsOfRound(titleId, number)) {
    await measureStart({ ...start, warmUp }, SHAKA_SOURCE)
  }
}

/** Every start has an account of its own: none meets the stream limit or a position of another. */
function startsOfRound(titleId: string, number: number): Start[] {
  const withStock = number <= settings.stockStarts
  return NETWORKS.flatMap((network, index) => {
    const viewer = number * NETWORKS.length * 2 + index * 2 + 1
    const ours: Start = { player: 'flixflow', network, titleId, viewer }
    const stock: Start = { player: 'stock', network, titleId, viewer: viewer + 1 }
    return withStock ? [ours, stock] : [ours]
  })
}

export const handleSummary = summarise
