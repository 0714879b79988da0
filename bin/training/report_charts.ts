import type { Bin, Chart } from '#core/charts/chart'
import type { Estimate } from '#ml/metrics/index'
import type { TrainingReport } from '#ml/training/report'
import { namedModels } from './report_words.js'

/** Share of the room between two ticks that their bars take. */
const FILLED = 0.8

/** What a report shows: how good, for whom, how much of the catalogue, and how it came to be. */
export function reportCharts(report: TrainingReport): {
  quality: Chart
  activity: Chart
  coverage: Chart
  learning: Chart
} {
  const { k } = report
  const metric = (title: string, names: Record<string, string>) =>
    grouped(title, 'average', Object.values(names), (model) =>
      Object.keys(names).map((name) => model.metrics[name]!)
    )(report)
  return {
    quality: metric('How much of what was held out is found, with 95 % intervals', {
      [`recall@${k}`]: `Recall@${k}`,
      [`ndcg@${k}`]: `NDCG@${k}`,
      mrr: 'MRR',
    }),
    activity: activity(report),
    coverage: metric('How much of the catalogue is shown, and how different a list is in itself', {
      [`coverage@${k}`]: `Coverage@${k}`,
      [`diversity@${k}`]: `Diversity@${k}`,
    }),
    learning: learning(report),
  }
}

type Model = ReturnType<typeof namedModels>[number]['model']

/** Bars in groups, a group for each label and a bar for each model. */
function grouped(
  title: string,
  yLabel: string,
  labels: string[],
  estimates: (model: Model) => (Estimate | null)[]
) {
  return (report: TrainingReport, xLabel = ''): Chart => {
    const models = namedModels(report)
    const width = FILLED / models.length
    return {
      ...{ title, xLabel, yLabel, xMax: labels.length },
      xTicks: labels.map((label, at) => ({ at: at + 0.5, label })),
      bars: models.map(({ words, model }, place) => ({
        name: words,
        colour: place,
        bins: estimates(model).flatMap((estimate, at): Bin[] => {
          if (!estimate) return []
          const from = at + (1 - FILLED) / 2 + place * width
          const label = `${words}, ${labels[at]}`
          const interval: [number, number] = [estimate.low, estimate.high]
          return [{ from, to: from + width, count: estimate.value, label, interval }]
        }),
      })),
    }
  }
}

function activity(report: TrainingReport): Chart {
  const bands = report.models.chosen?.bands ?? []
  const labels = bands.map(({ from, to }) => bandName(from, to))
  const title = `NDCG@${report.k} by how many titles a profile has watched`
  return grouped(title, `NDCG@${report.k}`, labels, (model) =>
    bands.map(({ from }) => model.bands.find((band) => band.from === from)?.ndcg ?? null)
  )(report, 'titles watched before')
}

export function bandName(from: number, to: number | null): string {
  if (to === null) return `${from} and more`
  return from === to ? `${from}` : `${from} to ${to}`
}

/** The steps of the chosen model, or else the settings that were tried on the way to it. */
function learning({ chosen, k }: TrainingReport): Chart {
  const steps = chosen.learningCurve
  const ndcg = steps.flatMap(({ step, ndcg: value }) =>
    value === undefined ? [] : [[step, value] as [number, number]]
  )
  if (ndcg.length > 0) {
    const title = `Learning curve: NDCG@${k} on what the fit holds out for itself`
    return line(title, 'step', `NDCG@${k}`, ndcg)
  }
  const loss = steps.flatMap(({ step, loss: value }) =>
    value === undefined ? [] : [[step, value] as [number, number]]
  )
  if (loss.length > 0) return line('Learning curve: loss of the training', 'step', 'loss', loss)
  const tried = chosen.tried.map(({ quality }, at) => [at + 1, quality] as [number, number])
  if (tried.length > 0) {
    const title = 'Learning curve: settings that were tried, in their order'
    return line(title, 'setting', `mean of NDCG@${k} and Recall@${k}`, tried)
  }
  return line('No learning curve: this kind of model is solved at once', 'step', `NDCG@${k}`, [])
}

function line(title: string, xLabel: string, yLabel: string, points: [number, number][]): Chart {
  const lines = points.length > 0 ? [{ name: yLabel, points, colour: 0 }] : []
  return { title, xLabel, yLabel, lines }
}
