import { reportDocument } from '#core/charts/report_document'
import type { transformQuality } from '../transformers/quality_transformer.js'
import { QUALITY_HEAD, qualityCharts, qualityHeadlines, qualityRow } from './quality_words.js'

/** A report as one HTML file with plots, which needs nothing else. */
export function qualityPage(report: ReturnType<typeof transformQuality>): string {
  const rows = report.groups.map((group) => qualityRow(group.name, group))
  return reportDocument({
    title: 'FlixFlow: how well playing goes',
    heading: 'How well playing goes',
    lead: `${report.from} to ${report.to}. Start times are within ±${report.accuracy * 100} % of the true quantiles; the terms are those of CTA-2066.`,
    headlines: qualityHeadlines(report),
    charts: qualityCharts(report),
    tables: [
      { title: `By ${report.by}`, head: [report.by, ...QUALITY_HEAD.slice(1)], rows },
      { title: 'All', head: QUALITY_HEAD, rows: [qualityRow('all', report.total)] },
    ],
  })
}
