import type { SummaryData } from './summary.ts'

/** One line per threshold: whether it held, what was measured. */
export function textSummary(data: SummaryData): string {
  const lines = Object.entries(data.metrics)
    .filter(([, metric]) => metric.thresholds)
    .flatMap(([name, metric]) =>
      Object.entries(metric.thresholds!).map(([condition, { ok }]) => {
        const measured = measuredValue(condition, metric.values)
        return `  ${ok ? 'held  ' : 'MISSED'}  ${name}  ${condition}  (measured ${measured})`
      })
    )
  return `\n${lines.join('\n')}\n`
}

function measuredValue(condition: string, values: Record<string, number>): string {
  const statistic = /^\s*([a-z]+(?:\([\d.]+\))?)/.exec(condition)?.[1] ?? ''
  const value = values[statistic]
  return value === undefined ? 'nothing' : `${Math.round(value * 1000) / 1000}`
}
