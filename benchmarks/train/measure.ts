/** Trains on a file as `node ace train --from` does, and tells what each phase took. */
import { openBackend, type Backend } from '#ml/backend'
import type { DataCounts } from '#ml/dataset/data_counts'
import { readCsvInteractions } from '#ml/dataset/read_csv'
import type { Estimate } from '#ml/metrics/index'
import type { Choice } from '#ml/training/fit_chosen'
import { Phases, type Phase } from '#ml/training/phases'
import { train } from '#ml/training/train'

const K = 20

interface MeasureInput {
  path: string
  model: Choice
  /** Milliseconds. */
  budgetMs: number
  seed: number
  backend?: Backend['name']
}

interface Quality {
  recall: Estimate
  ndcg: Estimate
}

export interface SizeMeasured {
  profiles: number
  titles: number
  events: number
  counts: DataCounts
  backend: string
  kind: string
  parameters: object
  phases: readonly Phase[]
  seconds: number
  peakMemoryBytes: number
  chosen: Quality
  popularity: Quality | null
  ease: Quality | null
  warnings: string[]
}

async function measure({ path, model, budgetMs, seed, backend: wanted }: MeasureInput) {
  const backend = await openBackend(wanted)
  const phases = new Phases()
  const { data, counts } = await phases.run('read', () => readCsvInteractions(path))
  const result = await train({
    ...{ data, holdout: null, split: 'random', choice: model, features: null },
    ...{ k: K, seed, budgetMs, backend, promoted: null, refit: true, phases },
  })
  await phases.stop()
  const { chosen, baselines, warnings } = result
  return {
    profiles: data.profiles.length,
    titles: data.titles.length,
    events: counts.kept,
    ...{ counts, backend: backend.description },
    ...{ kind: chosen.kind, parameters: chosen.parameters, phases: phases.done },
    ...{ seconds: phases.seconds, peakMemoryBytes: phases.peakMemoryBytes },
    chosen: qualityOf(chosen.evaluation),
    popularity: baselines.popularity && qualityOf(baselines.popularity.evaluation),
    ease: baselines.ease && qualityOf(baselines.ease.evaluation),
    warnings,
  } satisfies SizeMeasured
}

function qualityOf({ recall, ndcg }: Quality): Quality {
  return { recall, ndcg }
}

console.log(JSON.stringify(await measure(JSON.parse(process.argv[2]!) as MeasureInput)))
