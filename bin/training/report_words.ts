import type { Estimate } from '#ml/metrics/index'
import { REPORTED, type ReportedName, type TrainingReport } from '#ml/training/report'

/** The models of a report that could be judged, with how they are called. */
export function namedModels(report: TrainingReport) {
  return REPORTED.flatMap((name) => {
    const model = report.models[name]
    return model ? [{ name, words: nameOf(name, report), model }] : []
  })
}

export function nameOf(name: ReportedName, { chosen, promoted }: TrainingReport): string {
  if (name === 'chosen') return `chosen: ${chosen.kind}`
  if (name === 'promoted') return `serves now: version ${promoted?.version}`
  return name === 'ease' ? 'EASE' : name
}

export const figure = (value: number): string => value.toFixed(4)

export function withInterval({ value, low, high }: Estimate): string {
  return `${figure(value)} (${figure(low)} to ${figure(high)})`
}

export function signed({ value, low, high }: Estimate): string {
  const sign = (number: number) => `${number < 0 ? '−' : '+'}${figure(Math.abs(number))}`
  return `${sign(value)} (${sign(low)} to ${sign(high)})`
}

export const count = (value: number): string => value.toLocaleString('en-GB')
export const mebibytes = (bytes: number): string => `${count(Math.round(bytes / 2 ** 20))} MiB`

export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/** What came of a run, in one sentence. */
export function verdictOf({ verdict, chosen, source }: TrainingReport): string {
  const model = verdict.version === null ? `The ${chosen.kind} model` : `Version ${verdict.version}`
  if (verdict.outcome === 'promoted') return `${model} was registered and serves now.`
  if (verdict.outcome === 'kept') return `${model} was registered, and the one before it goes on.`
  const why = source.from === 'watch history' ? 'it was a trial' : 'it was trained on a file'
  return `${model} was judged only: ${why}.`
}

/** How the chosen model does beside another, in words. */
export function comparedWith(name: ReportedName, report: TrainingReport): string | null {
  const difference = report.differences[name]?.ndcg
  if (!difference) return null
  const other = name === 'promoted' ? 'the model that serves now' : nameOf(name, report)
  const by = `NDCG@${report.k} differs by ${signed(difference)}`
  if (difference.low > 0) return `Better than ${other}: ${by}.`
  if (difference.high < 0) return `Worse than ${other}: ${by}.`
  return `Neither better nor worse than ${other} for sure: ${by}.`
}
