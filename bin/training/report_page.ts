import { reportDocument, type Table } from '#core/charts/report_document'
import { describeSkipped } from '#ml/dataset/data_counts'
import { REPORTED, type Size, type TrainingReport } from '#ml/training/report'
import { bandName, reportCharts } from './report_charts.js'
import {
  comparedWith,
  count,
  duration,
  figure,
  mebibytes,
  namedModels,
  nameOf,
  signed,
  verdictOf,
  withInterval,
} from './report_words.js'

/** A report as one HTML file with plots, for a reader who was not there. */
export function reportPage(report: TrainingReport): string {
  const charts = reportCharts(report)
  const { k, source, verdict } = report
  return reportDocument({
    title: `FlixFlow: a training of ${report.createdAt.slice(0, 10)}`,
    heading: 'How good the recommendations are',
    verdict: { held: verdict.outcome !== 'kept', words: verdictOf(report) },
    lead: leadOf(report),
    headlines: headlines(report),
    charts: [charts.quality, charts.activity, charts.coverage, charts.learning],
    tables: [
      modelTable(report),
      differenceTable(report),
      bandTable(report),
      dataTable(report),
      eventTable(report),
      phaseTable(report),
      settingTable(report),
      triedTable(report),
    ],
    summary: [
      { title: 'What came of it', paragraphs: outcomeOf(report) },
      { title: 'What to beware of', paragraphs: report.warnings },
    ],
    notes: [{ title: 'What the words mean', paragraphs: wordsOf(k, source.split) }],
  })
}

function outcomeOf(report: TrainingReport): string[] {
  const compared = REPORTED.flatMap((name) => comparedWith(name, report) ?? [])
  return [[verdictOf(report), ...report.verdict.reasons].join(' '), ...compared]
}

function leadOf({ source, data, chosen, backend, k, createdAt, model }: TrainingReport): string {
  const how = model === 'auto' ? `${chosen.kind}, the best that was found` : chosen.kind
  const { profiles, titles, interactions } = data.train
  return (
    `On ${createdAt.slice(0, 16).replace('T', ' ')} UTC a model (${how}) learned from ${source.from}: ` +
    `${count(profiles)} profiles, ${count(titles)} titles, ${count(interactions)} pairs of the two. ` +
    `Then it recommended ${k} titles to each of ${count(data.heldOut.profilesJudged)} profiles, and was judged by ` +
    `${count(data.heldOut.titlesToFind)} titles that had been kept from it${source.holdout ? ` (${source.holdout})` : ''}. ` +
    `It ran on ${backend.description}.`
  )
}

function headlines(report: TrainingReport) {
  const { k, metrics, differences } = report
  const chosen = metrics.chosen!
  const rival = differences.promoted ? 'promoted' : 'ease'
  const gain = differences[rival]?.ndcg
  return [
    { value: figure(chosen[`recall@${k}`]!.value), words: `Recall@${k} of the chosen model` },
    { value: figure(chosen[`ndcg@${k}`]!.value), words: `NDCG@${k} of the chosen model` },
    ...(gain
      ? [
          {
            value: signed(gain).split(' ')[0]!,
            words: `NDCG@${k} beyond ${rival === 'ease' ? 'EASE' : 'the model that serves now'}`,
            ...(gain.low > 0 || gain.high < 0 ? { passed: gain.low > 0 } : {}),
          },
        ]
      : []),
    {
      value: `${(chosen[`coverage@${k}`]!.value * 100).toFixed(0)} %`,
      words: 'of the titles are recommended to somebody',
    },
    { value: duration(report.seconds), words: 'from reading to the verdict' },
    { value: mebibytes(report.peakMemoryBytes), words: 'of memory at most' },
  ]
}

function modelTable(report: TrainingReport): Table {
  const names = Object.keys(report.metrics.chosen!)
  return {
    title: 'Every model, on the same lists (95 % intervals)',
    head: ['model', ...names],
    rows: namedModels(report).map(({ words, model }) => [
      words,
      ...names.map((name) => withInterval(model.metrics[name]!)),
    ]),
  }
}

function differenceTable(report: TrainingReport): Table {
  const others = REPORTED.filter((name) => report.differences[name])
  return {
    title: 'The chosen model beside the others, profile by profile',
    head: ['beside', `Recall@${report.k}`, `NDCG@${report.k}`, 'in words'],
    rows: others.map((name) => [
      nameOf(name, report),
      signed(report.differences[name]!.recall),
      signed(report.differences[name]!.ndcg),
      comparedWith(name, report) ?? '',
    ]),
  }
}

function bandTable(report: TrainingReport): Table {
  const models = namedModels(report)
  const bands = report.models.chosen?.bands ?? []
  return {
    title: `NDCG@${report.k} by how many titles a profile had watched`,
    head: ['titles watched', 'profiles', ...models.map(({ words }) => words)],
    rows: bands.map(({ from, to, profiles }) => [
      bandName(from, to),
      count(profiles),
      ...models.map(({ model }) => {
        const band = model.bands.find((one) => one.from === from)
        return band ? withInterval(band.ndcg) : ''
      }),
    ]),
  }
}

function dataTable({ data, source }: TrainingReport): Table {
  const row = (name: string, size: Size) => [
    name,
    ...[size.profiles, size.titles, size.interactions, size.likes].map(count),
  ]
  return {
    title: 'What it learned from',
    head: ['', 'profiles', 'titles', 'pairs', 'likes'],
    rows: [
      row(`all of ${source.from}`, data.all),
      row('learned from', data.train),
      row('held out', data.heldOut),
    ],
  }
}

function eventTable({ data }: TrainingReport): Table {
  const { read, kept, merged } = data.counts
  return {
    title: 'The events',
    head: ['', ''],
    rows: [
      ['read', count(read)],
      ['kept', `${count(kept)}, ${count(merged)} of them of a pair that was there already`],
      ['left out', describeSkipped(data.counts) || 'none'],
      ['from', data.from ?? 'no times are known'],
      ['to', data.to ?? 'no times are known'],
    ],
  }
}

function phaseTable({ phases }: TrainingReport): Table {
  return {
    title: 'Time and memory',
    head: ['part', 'time', 'most memory of the process meanwhile'],
    rows: phases.map(({ name, seconds, peakMemoryBytes }) => [
      name,
      duration(seconds),
      mebibytes(peakMemoryBytes),
    ]),
  }
}

function settingTable(report: TrainingReport): Table {
  const { chosen, versions, backend, source, promoted } = report
  return {
    title: 'To do it again',
    head: ['setting', 'value'],
    rows: [
      ['model', `${report.model} → ${chosen.kind}`],
      ['hyper-parameters', JSON.stringify(chosen.parameters)],
      ['split', source.split],
      ['k', String(report.k)],
      ['seed', String(report.seed)],
      ['budget', duration(report.budgetSeconds)],
      ['backend', backend.description],
      [
        'versions',
        Object.entries(versions)
          .map((of) => of.join(' '))
          .join(', '),
      ],
      ...(promoted
        ? [['the model that serves now', `version ${promoted.version}, judged ${promoted.as}`]]
        : []),
    ],
  }
}

function triedTable({ chosen, k }: TrainingReport): Table {
  const best = chosen.tried.toSorted((a, b) => b.quality - a.quality).slice(0, 30)
  return {
    title: 'Settings that were tried on splits within the training data, the best first',
    head: ['model', `NDCG@${k} and Recall@${k}, mean`, 'time', 'hyper-parameters'],
    rows: best.map(({ kind, quality, seconds, parameters }) => [
      kind,
      figure(quality),
      duration(seconds),
      JSON.stringify(parameters),
    ]),
  }
}

function wordsOf(k: number, split: TrainingReport['source']['split']): string[] {
  const splits = {
    holdout: 'What was held out came in a file of its own.',
    random: 'Each like was held out with a chance of one in five.',
    last: 'The newest like of each profile was held out.',
    time: 'The newest fifth of all likes was held out, by one moment for all.',
  }
  return [
    splits[split],
    `Recall@${k}: of the titles that were held out for a profile, or ${k} of them at most, the share that stands among the first ${k} recommendations.`,
    `NDCG@${k}: the same, but a title counts for more the higher it stands; 1 would be all of them at the top.`,
    'MRR: one divided by the place at which the first held-out title stands, on average.',
    `Coverage: the share of all titles that stand in at least one list. Novelty: how surprising the titles are, in bits; one more stands for half as many watchers. Diversity: 0 when the titles of a list are all watched by the same people, 1 when by nobody together.`,
    'Intervals: were other profiles of the same kind judged, the figure would lie within it 95 times in 100. Differences are taken profile by profile, so their intervals are narrower than those of the models themselves; a difference whose interval leaves out 0 is no accident.',
    'Popularity recommends to everybody what is watched most. EASE (Steck 2019) is the best simple model: a title speaks for others that the same people watch. A model that does not beat both is not worth its trouble.',
    'A model that serves has learned from what is held out here, unless all of it is newer. Then its kind and hyper-parameters are fitted anew on what the others learn from ("fitted anew").',
  ]
}
