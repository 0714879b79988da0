import type { TrainingReport } from '#ml/training/report'
import {
  comparedWith,
  count,
  duration,
  figure,
  mebibytes,
  namedModels,
  verdictOf,
} from './report_words.js'

/** A report as lines for a terminal, and the rows of its table. */
export function describeReport(report: TrainingReport): {
  head: string[]
  rows: string[][]
  lines: string[]
} {
  const { k, data, chosen } = report
  const names = [`recall@${k}`, `ndcg@${k}`, 'mrr', `coverage@${k}`]
  const rows = namedModels(report).map(({ words, model }) => [
    words,
    ...names.map((name) => {
      const { value, low, high } = model.metrics[name]!
      return `${figure(value)} ± ${((high - low) / 2).toFixed(4)}`
    }),
  ])
  const others = ['popularity', 'ease', 'promoted'] as const
  return {
    head: ['model', ...names],
    rows,
    lines: [
      `${count(data.train.profiles)} profiles × ${count(data.train.titles)} titles, ${count(data.train.interactions)} pairs; judged by ${count(data.heldOut.profilesJudged)} profiles (${report.source.split})`,
      `${chosen.kind} ${JSON.stringify(chosen.parameters)}`,
      ...others.flatMap((name) => comparedWith(name, report) ?? []),
      ...[verdictOf(report), ...report.verdict.reasons],
      `${duration(report.seconds)}, ${mebibytes(report.peakMemoryBytes)} at most`,
    ],
  }
}
