import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, parse, join } from 'node:path'
import { chartFile } from '#core/charts/chart_file'
import type { TrainingReport } from '#ml/training/report'
import { reportCharts } from './report_charts.js'
import { reportPage } from './report_page.js'

const CHARTS = ['quality', 'activity', 'coverage', 'learning'] as const

/** Names of the files that a report comes in, the JSON first. */
export function reportFiles(path: string): string[] {
  const besides = (suffix: string) => join(dirname(path), `${parse(path).name}${suffix}`)
  return [path, besides('.html'), ...CHARTS.map((name) => besides(`.${name}.svg`))]
}

/** Writes a report as JSON, as a page, and its plots as SVG; each file whole or not at all. */
export async function writeReport(path: string, report: TrainingReport): Promise<void> {
  const charts = reportCharts(report)
  const contents = [
    `${JSON.stringify(report, null, 2)}\n`,
    reportPage(report),
    ...CHARTS.map((name) => chartFile(charts[name])),
  ]
  await mkdir(dirname(path), { recursive: true })
  for (const [index, file] of reportFiles(path).entries()) {
    await writeFile(`${file}.partial`, contents[index]!)
    await rename(`${file}.partial`, file)
  }
}
