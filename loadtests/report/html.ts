import { chartFigure, type Chart } from './chart.js'
import { escapeHtml } from './escape.js'
import type { DurationFigures } from './percentile.js'
import type { LoadResult } from './result.js'
import { STYLE } from './style.js'

/** A table beside the charts. */
export interface Table {
  title: string
  head: string[]
  rows: string[][]
}

/** The parts of a report that differ from test to test. */
export interface ReportBody {
  /** One sentence on what was measured. */
  lead: string
  /** The figures that matter most: number, then words. */
  headlines: Array<{ value: string; words: string; passed?: boolean }>
  tables: Table[]
  charts: Chart[]
}

/** The whole report as one HTML file that needs nothing else. */
export function reportPage(result: LoadResult, body: ReportBody): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>FlixFlow load: ${escapeHtml(result.name)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="verdict ${result.passed ? 'held' : 'missed'}">${result.passed ? 'All thresholds held' : 'A threshold was missed'}</p>
<h1>${escapeHtml(result.name)}</h1>
<p>${escapeHtml(body.lead)}</p>
</header>
<section class="headlines">${body.headlines.map(headline).join('')}</section>
<section class="charts">${body.charts.map(chartFigure).join('')}</section>
<section class="tables">
${[thresholdTable(result), ...body.tables, durationTable(result), runTable(result)].map(table).join('')}
</section>
</body>
</html>
`
}

/** A duration in the unit that a reader expects: `83 ms`, `1.94 s`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return 'nothing measured'
  if (ms < 10) return `${ms.toFixed(1)} ms`
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`
}

function headline({ value, words, passed }: ReportBody['headlines'][number]): string {
  const state = passed === undefined ? '' : passed ? ' class="held"' : ' class="missed"'
  return `<div${state}><b>${escapeHtml(value)}</b><span>${escapeHtml(words)}</span></div>`
}

function table({ title, head, rows }: Table): string {
  if (rows.length === 0) return ''
  const cells = (row: string[], tag: string) =>
    row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')
  const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')
  return `<h2>${escapeHtml(title)}</h2><div class="scroll"><table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${body}</tbody></table></div>`
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
