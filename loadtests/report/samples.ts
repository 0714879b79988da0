import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** One measured value: ms since 1970, and what k6 tagged it with. */
export interface Sample {
  atMs: number
  value: number
  tags: Record<string, string>
}

interface K6Point {
  metric: string
  type: 'Point' | 'Metric'
  data: { time: string; value: number; tags: Record<string, string> }
}

const METRIC = /^\{"metric":"([^"]+)","type":"Point"/

/** Samples of a run by metric. */
export class Samples {
  #byMetric = new Map<string, Sample[]>()

  /**
   * Reads what k6 wrote with `--out json=FILE`, one JSON document a line, and keeps the wanted
   * metrics. https://grafana.com/docs/k6/latest/results-output/real-time/json/
   */
  static async read(file: string, wanted: readonly string[]): Promise<Samples> {
    const samples = new Samples()
    const keep = new Set(wanted)
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })
    for await (const line of lines) samples.#take(line, keep)
    return samples
  }

  #take(line: string, wanted: Set<string>): void {
    const metric = METRIC.exec(line)?.[1]
    if (!metric || !wanted.has(metric)) return
    const { data } = JSON.parse(line) as K6Point
    this.add(metric, { atMs: Date.parse(data.time), value: data.value, tags: data.tags ?? {} })
  }

  add(metric: string, sample: Sample): void {
    const samples = this.#byMetric.get(metric)
    if (samples) samples.push(sample)
    else this.#byMetric.set(metric, [sample])
  }

  /** Samples of a metric, in the order in which they were taken. */
  of(metric: string): Sample[] {
    return this.#byMetric.get(metric) ?? []
  }

  /** Samples of a metric by the values of one or more tags, joined by a space. */
  by(metric: string, ...tags: string[]): Map<string, Sample[]> {
    return Map.groupBy(this.of(metric), (sample) => tags.map((tag) => sample.tags[tag]).join(' '))
  }
}
