import type { Chart } from '#core/charts/chart'
import { reportDocument, type Headline, type Table } from '#core/charts/report_document'
import type { DurationFigures } from './percentile.js'
import type { LoadResult } from './result.js'

/** The parts of a report that differ from test to test. */
export interface ReportBody {
  /** One sentence on what was measured. */
  lead: string
  /** The figures that matter most: number, then words. */
  headlines: Headline[]
  tables: Table[]
  charts: Chart[]
}

/** The whole report as one HTML file that needs nothing else. */
export function reportPage(result: LoadResult, body: ReportBody): string {
  return reportDocument({
    title: `FlixFlow load: ${result.name}`,
    heading: result.name,
    verdict: {
      held: result.passed,
      words: result.passed ? 'All thresholds held' : 'A threshold was missed',
    },
    ...body,
    tables: [thresholdTable(result), ...body.tables, durationTable(result), runTable(result)],
  })
}

/** A duration in the unit that a reader expects: `83 ms`, `1.94 s`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return 'nothing measured'
  if (ms < 10) return `${ms.toFixed(1)} ms`
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`
}

function thresholdTable(result: LoadResult): Table {
  return {
    title: 'Thresholds',
    head: ['What', 'Must be', 'Measured', ''],
    rows: result.thresholds.map(({ metric, condition, measured, passed }) => [
      metric,
      condition,
      measured === null ? 'nothing' : String(measured),
      passed ? 'held' : 'missed',
    ]),
  }
}

function durationTable(result: LoadResult): Table {
  const row = (name: string, figures: DurationFigures) => [
    name,
    String(figures.count),
    ...[figures.medianMs, figures.p90Ms, figures.p95Ms, figures.p99Ms, figures.maxMs].map(duration),
  ]
  return {
    title: 'Durations',
    head: ['What', 'Count', 'Median', 'p90', 'p95', 'p99', 'Longest'],
    rows: Object.entries(result.durations).map(([name, figures]) => row(name, figures)),
  }
}

function runTable({ machine, settings, startedAt, durationMs, counts }: LoadResult): Table {
  const facts: Record<string, string | number | boolean> = {
    started: startedAt,
    took: duration(durationMs),
    cores: machine.cores,
    processor: machine.processor,
    memory: `${(machine.memoryBytes / 2 ** 30).toFixed(1)} GiB`,
    system: machine.system,
    Node: machine.nodeVersion,
    k6: machine.k6Version,
    Chromium: machine.chromiumVersion ?? 'not used',
    commit: machine.gitCommit + (machine.gitHasChanges ? ', with changes' : ''),
    ...settings,
    ...counts,
  }
  return {
    title: 'The run',
    head: ['Fact', 'Value'],
    rows: Object.entries(facts).map(([name, value]) => [name, String(value)]),
  }
}
