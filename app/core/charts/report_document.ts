import { chartFigure, type Chart } from './chart.js'
import { escapeHtml } from './escape.js'
import { STYLE } from './style.js'

/** A table beside the charts. One without rows is left out. */
export interface Table {
  title: string
  head: string[]
  rows: string[][]
}

/** A figure that matters, and what it is. */
export interface Headline {
  value: string
  words: string
  passed?: boolean
}

export interface Report {
  title: string
  heading: string
  /** One sentence on what was measured. */
  lead: string
  verdict?: { held: boolean; words: string }
  headlines: Headline[]
  charts: Chart[]
  tables: Table[]
  /** What comes before the charts, and at the end, for a reader who was not there. */
  summary?: Note[]
  notes?: Note[]
}

/** Paragraphs under a heading. One without paragraphs is left out. */
export interface Note {
  title: string
  paragraphs: string[]
}

/** A report as one HTML file that needs nothing else. */
export function reportDocument(report: Report): string {
  const { verdict } = report
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(report.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
${verdict ? `<p class="verdict ${verdict.held ? 'held' : 'missed'}">${escapeHtml(verdict.words)}</p>` : ''}
<h1>${escapeHtml(report.heading)}</h1>
<p>${escapeHtml(report.lead)}</p>
</header>
<section class="headlines">${report.headlines.map(headline).join('')}</section>
${(report.summary ?? []).map(note).join('')}
<section class="charts">${report.charts.map(chartFigure).join('')}</section>
<section class="tables">
${report.tables.map(table).join('')}
</section>
${(report.notes ?? []).map(note).join('')}
</body>
</html>
`
}

function headline({ value, words, passed }: Headline): string {
  const state = passed === undefined ? '' : passed ? ' class="held"' : ' class="missed"'
  return `<div${state}><b>${escapeHtml(value)}</b><span>${escapeHtml(words)}</span></div>`
}

function note({ title, paragraphs }: Note): string {
  if (paragraphs.length === 0) return ''
  const words = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('')
  return `<section class="note"><h2>${escapeHtml(title)}</h2>${words}</section>`
}

function table({ title, head, rows }: Table): string {
  if (rows.length === 0) return ''
  const cells = (row: string[], tag: string) =>
    row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')
  const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')
  return `<h2>${escapeHtml(title)}</h2><div class="scroll"><table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${body}</tbody></table></div>`
}
