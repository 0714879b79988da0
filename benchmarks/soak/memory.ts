/** What the web process holds at a moment. */
export interface Memory {
  residentBytes: number
  heapBytes: number
  handles: number
}

export interface MemorySample extends Memory {
  seconds: number
  /** Answered so far. */
  requests: number
}

export interface Trend {
  /** In the middle of the second half. */
  level: number
  /** Of the fitted line, over the second half. */
  growth: number
  flat: boolean
}

/** Growth of the fitted line over half a run that may still be chance, as a share of the level. */
const CHANCE = 0.08

/** Reads the process's own metrics (Prometheus text format). */
export async function readMemory(url: string): Promise<Memory> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const value = (name: string) =>
    Number(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)`, 'm').exec(text)?.[1])
  return {
    residentBytes: value('process_resident_memory_bytes'),
    heapBytes: value('nodejs_heap_size_used_bytes'),
    handles: value('nodejs_active_resources_total'),
  }
}

/**
 * The least-squares line through the second half of the samples: the first half is the time in which
 * caches fill and the heap finds its size.
 * @throws RangeError when there are too few samples
 */
export function trendOf(samples: readonly MemorySample[], field: keyof Memory): Trend {
  const half = samples.slice(Math.floor(samples.length / 2))
  if (half.length < 3) throw new RangeError('Too few samples for a trend')
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const x = half.map(({ requests }) => requests)
  const y = half.map((sample) => sample[field])
  const [middle, level] = [mean(x), mean(y)]
  const covariance = mean(x.map((value, index) => (value - middle) * (y[index]! - level)))
  const variance = mean(x.map((value) => (value - middle) ** 2)) || 1
  const growth = (covariance / variance) * (x.at(-1)! - x[0]!)
  return { level: Math.round(level), growth: Math.round(growth), flat: growth < level * CHANCE }
}
