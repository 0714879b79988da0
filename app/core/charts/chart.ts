import { escapeHtml } from './escape.js'
import { ticks } from './ticks.js'

export type Point = [x: number, y: number]

/** How many values lie from one to another. */
export interface Bin {
  from: number
  to: number
  count: number
  /** What it is, where that is not the values that it lies between. */
  label?: string
  /** The interval of its height, drawn as a whisker. */
  interval?: [low: number, high: number]
}

/** A line of a chart. */
export interface Line {
  name: string
  points: Point[]
  /** Index into the report's palette. */
  colour: number
  dashed?: boolean
}

/** A straight line across a chart at a value that matters, such as a threshold. */
export interface Mark {
  axis: 'x' | 'y'
  value: number
  label: string
}

export interface Chart {
  title: string
  xLabel: string
  yLabel: string
  lines?: Line[]
  bars?: Array<{ name: string; bins: Bin[]; colour: number }>
  marks?: Mark[]
  /** Words along the x axis in place of numbers. */
  xTicks?: { at: number; label: string }[]
  /** Upper ends of the axes; when absent, the data's. */
  xMax?: number
  yMax?: number
}

const WIDTH = 760
const HEIGHT = 320
const LEFT = 62
const RIGHT = 16
const TOP = 14
const BOTTOM = 44

/** A chart as a self-contained figure: an SVG with axes from 0, a legend, no script. */
export function chartFigure(chart: Chart): string {
  return `<figure><figcaption>${escapeHtml(chart.title)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(chart.title)}">${chartDrawing(chart)}</svg>
${legend(chart)}</figure>`
}

/** Size of a drawing. Pixels. */
export const DRAWING = { width: WIDTH, height: HEIGHT }

/** What a chart shows, without title and legend, as the content of an SVG of the size `DRAWING`. */
export function chartDrawing(chart: Chart): string {
  const extent = extentOf(chart)
  const x = (value: number) => LEFT + (value / extent.x) * (WIDTH - LEFT - RIGHT)
  const y = (value: number) => HEIGHT - BOTTOM - (value / extent.y) * (HEIGHT - TOP - BOTTOM)
  return [
    ...axes(chart, extent, x, y),
    ...(chart.bars ?? []).flatMap(({ bins, colour }) => bins.map((bin) => bar(bin, colour, x, y))),
    ...(chart.lines ?? []).map((line) => path(line, x, y)),
    ...(chart.marks ?? []).map((mark) => markLine(mark, extent, x, y)),
  ].join('')
}

interface Extent {
  x: number
  y: number
}

type Scale = (value: number) => number

function extentOf(chart: Chart): Extent {
  const xs = (chart.lines ?? []).flatMap((line) => line.points.map(([x]) => x))
  const ys = (chart.lines ?? []).flatMap((line) => line.points.map(([, y]) => y))
  for (const bin of (chart.bars ?? []).flatMap(({ bins }) => bins)) {
    xs.push(bin.to)
    ys.push(bin.interval?.[1] ?? bin.count)
  }
  for (const mark of chart.marks ?? []) (mark.axis === 'x' ? xs : ys).push(mark.value)
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0) || 1
  return { x: chart.xMax ?? most(xs) * 1.03, y: chart.yMax ?? most(ys) * 1.08 }
}

function axes(chart: Chart, extent: Extent, x: Scale, y: Scale): string[] {
  const horizontal = ticks(extent.y, 5).map(
    (tick) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${px(y(tick))}" y2="${px(y(tick))}"/>` +
      `<text x="${LEFT - 8}" y="${px(y(tick) + 4)}" text-anchor="end">${tickLabel(tick)}</text>`
  )
  const xTicks = chart.xTicks ?? ticks(extent.x, 8).map((at) => ({ at, label: tickLabel(at) }))
  const vertical = xTicks.map(
    ({ at, label }) =>
      `<text x="${px(x(at))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${escapeHtml(label)}</text>`
  )
  const middle = (HEIGHT - BOTTOM + TOP) / 2
  return [
    ...horizontal,
    ...vertical,
    `<text class="axis" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escapeHtml(chart.xLabel)}</text>`,
    `<text class="axis" transform="translate(14 ${middle}) rotate(-90)" text-anchor="middle">${escapeHtml(chart.yLabel)}</text>`,
  ]
}

function path({ points, colour, dashed, name }: Line, x: Scale, y: Scale): string {
  const steps = points.map(
    ([at, value], index) => `${index ? 'L' : 'M'}${px(x(at))} ${px(y(value))}`
  )
  // A line of one point is drawn as a dot.
  if (steps.length === 1) steps.push('h0')
  const dash = dashed ? ' stroke-dasharray="5 4"' : ''
  return `<path class="c${colour}" d="${steps.join('')}"${dash}><title>${escapeHtml(name)}</title></path>`
}

function bar(bin: Bin, colour: number, x: Scale, y: Scale): string {
  const width = Math.max(1, x(bin.to) - x(bin.from) - 1)
  const title = escapeHtml(`${bin.label ?? `${bin.from} to ${bin.to}`}: ${bin.count}`)
  const middle = px(x(bin.from) + width / 2)
  const whisker = bin.interval
    ? `<path class="whisker" d="M${middle} ${px(y(bin.interval[0]))}V${px(y(bin.interval[1]))}"/>`
    : ''
  return `<rect class="b${colour}" x="${px(x(bin.from))}" y="${px(y(bin.count))}" width="${px(width)}" height="${px(y(0) - y(bin.count))}"><title>${title}</title></rect>${whisker}`
}

function markLine(mark: Mark, extent: Extent, x: Scale, y: Scale): string {
  const label = escapeHtml(mark.label)
  if (mark.axis === 'y') {
    const at = px(y(mark.value))
    return `<line class="mark" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/><text class="mark" x="${WIDTH - RIGHT}" y="${at - 5}" text-anchor="end">${label}</text>`
  }
  const at = px(x(mark.value))
  const anchor = mark.value > extent.x * 0.8 ? 'end' : 'start'
  const labelX = anchor === 'end' ? at - 4 : at + 4
  return `<line class="mark" x1="${at}" x2="${at}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/><text class="mark" x="${labelX}" y="${TOP + 9}" text-anchor="${anchor}">${label}</text>`
}

/** What the colours of a chart stand for. */
export function legendOf(chart: Chart): { name: string; colour: number; dashed?: boolean }[] {
  return [
    ...(chart.lines ?? []).map(({ name, colour, dashed }) => ({ name, colour, dashed })),
    ...(chart.bars ?? []).map(({ name, colour }) => ({ name, colour, dashed: false })),
  ]
}

function legend(chart: Chart): string {
  const items = legendOf(chart).map(
    ({ name, colour, dashed }) =>
      `<li><i class="l${colour}${dashed ? ' dashed' : ''}"></i>${escapeHtml(name)}</li>`
  )
  return `<ul class="legend">${items.join('')}</ul>`
}

function tickLabel(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
}

/** To a tenth of a pixel. */
function px(value: number): number {
  return Math.round(value * 10) / 10
}
