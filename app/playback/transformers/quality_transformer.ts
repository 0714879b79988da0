import type { QualityReport } from '../queries/find_quality.js'

export function transformQuality({ from, to, series, ...report }: QualityReport) {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    ...report,
    series: series.map(({ at, ...figures }) => ({ at: at.toISOString(), ...figures })),
  }
}
