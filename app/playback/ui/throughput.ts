import type { StartupRung } from '../../core/ui/api_types.js'

const KEY = 'flixflow.throughput'
const REMEMBERED_MS = 20 * 60_000
/** bits/s assumed when nothing is known: a 3G phone that starts on the smallest rung. */
const UNKNOWN = 1_000_000
/** Smallest transfer worth measuring by, bytes. */
const MEASURABLE_BYTES = 20_000

/** How many bits/s this device gets, and where the figure came from. */
export interface Throughput {
  bitsPerSecond: number
  source: 'last play' | 'this page' | 'browser' | 'nothing known'
}

interface Remembered {
  bitsPerSecond: number
  atMs: number
}

/** The best guess before the first segment: the last play's, else this page's own downloads. */
export function expectedThroughput(): Throughput {
  const remembered = recall()
  if (remembered) return { bitsPerSecond: remembered, source: 'last play' }
  const fromPage = throughputOfThisPage()
  const downlink = (navigator as { connection?: { downlink?: number } }).connection?.downlink
  // The browser rounds and caps its figure at 10 Mbit/s, so it can only lower a guess.
  if (fromPage) return { bitsPerSecond: fromPage, source: 'this page' }
  if (downlink) return { bitsPerSecond: Math.min(downlink * 1e6, 4e6), source: 'browser' }
  return { bitsPerSecond: UNKNOWN, source: 'nothing known' }
}

/** Keeps what the last segments measured, for the next start on this device. */
export function rememberThroughput(bitsPerSecond: number): void {
  if (!Number.isFinite(bitsPerSecond) || bitsPerSecond <= 0) return
  const remembered: Remembered = { bitsPerSecond: Math.round(bitsPerSecond), atMs: Date.now() }
  localStorage.setItem(KEY, JSON.stringify(remembered))
}

function recall(): number | null {
  try {
    const remembered = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Remembered | null
    const ageMs = remembered ? Date.now() - remembered.atMs : Infinity
    return remembered && ageMs >= 0 && ageMs < REMEMBERED_MS ? remembered.bitsPerSecond : null
  } catch {
    return null
  }
}

/** Bits over time of this page's larger downloads that really came over the network. */
function throughputOfThisPage(): number | null {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  const transfers = entries.filter(
    (entry) => entry.transferSize >= MEASURABLE_BYTES && entry.responseEnd > entry.responseStart
  )
  if (transfers.length === 0) return null
  const bytes = transfers.reduce((sum, entry) => sum + entry.transferSize, 0)
  return (bytes * 8000) / Math.max(busyMs(transfers), 1)
}

/** Time in ms during which at least one of the transfers was under way. */
function busyMs(transfers: PerformanceResourceTiming[]): number {
  let busy = 0
  let until = 0
  for (const transfer of [...transfers].sort((a, b) => a.responseStart - b.responseStart)) {
    busy += Math.max(0, transfer.responseEnd - Math.max(transfer.responseStart, until))
    until = Math.max(until, transfer.responseEnd)
  }
  return busy
}

/** Seconds that the first video segment may take on the wire. */
const FIRST_SEGMENT_BUDGET_S = 0.2
/** Length of every segment, seconds. */
export const SEGMENT_S = 2

/**
 * The highest rung whose first segment should arrive within the budget and that the screen can
 * show, else the lowest.
 */
export function startRung(
  rungs: StartupRung[],
  bitsPerSecond: number,
  screenHeight: number
): StartupRung | null {
  const ascending = [...rungs].sort((a, b) => a.bandwidth - b.bandwidth)
  const affordable = ascending.filter(
    (rung) =>
      (rung.bandwidth * SEGMENT_S) / bitsPerSecond <= FIRST_SEGMENT_BUDGET_S &&
      rung.height <= screenHeight
  )
  return affordable.at(-1) ?? ascending[0] ?? null
}
