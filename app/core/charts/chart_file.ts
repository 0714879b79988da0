import { chartDrawing, DRAWING, legendOf, type Chart } from './chart.js'
import { escapeHtml } from './escape.js'
import { FILE_STYLE } from './style.js'

const MARGIN = 20
const TITLE_HEIGHT = 44
const LEGEND_HEIGHT = 34
/** What a letter of the legend takes at most, and what stands around its words. */
const LETTER = 6.6
const AROUND = 44

/** A chart with its title and legend as an SVG file that needs nothing else. */
export function chartFile(chart: Chart): string {
  const width = DRAWING.width + 2 * MARGIN
  const height = TITLE_HEIGHT + DRAWING.height + LEGEND_HEIGHT
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<style>${FILE_STYLE}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
<text class="title" x="${MARGIN}" y="28">${escapeHtml(chart.title)}</text>
<g class="drawing" transform="translate(${MARGIN} ${TITLE_HEIGHT})">${chartDrawing(chart)}</g>
<g transform="translate(${MARGIN} ${TITLE_HEIGHT + DRAWING.height + 18})">${legend(chart)}</g>
</svg>
`
}

function legend(chart: Chart): string {
  let left = 0
  const entries = legendOf(chart).map(({ name, colour, dashed }) => {
    const at = left
    left += name.length * LETTER + AROUND
    const dash = dashed ? ' stroke-dasharray="5 4"' : ''
    return `<path class="c${colour}" d="M${at} -4h18"${dash}/><text x="${at + 24}" y="0">${escapeHtml(name)}</text>`
  })
  return entries.join('')
}
