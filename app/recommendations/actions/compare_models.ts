import { clock } from '#core/clock'
import type { Backend } from '#ml/backend'
import { comparePaired, evaluate, type Difference, type Evaluation } from '#ml/metrics/index'
import type { ModelKind } from '#ml/models/model'
import { split as splitData, type SplitKind } from '#ml/split'
import { fairRival, mayStandAsItIs, type FairRival } from '#ml/training/fair_rival'
import { Phases, type OnPhase } from '#ml/training/phases'
import { FindModel } from '../queries/find_model.js'
import { readHistory } from '../training/read_history.js'
import { rivalOf } from '../training/rival_of.js'

export interface ComparedModel {
  id: string
  version: number
  kind: ModelKind
  evaluation: Evaluation
}

export interface Comparison {
  first: ComparedModel
  second: ComparedModel
  /** Both alike: as they are, or fitted anew on what is not held out. */
  as: FairRival['as']
  /** The first less the second, profile by profile. */
  recall: Difference
  ndcg: Difference
}

/**
 * Judges two models by the same held-out part of the watch history: as they are where all of it is
 * newer than both, else each by its kind and parameters, fitted anew on the rest.
 */
export class CompareModels {
  /**
   * @throws E_MODEL_NOT_FOUND
   * @throws E_TOO_LITTLE_DATA when the history cannot be split
   */
  async handle(input: {
    /** Ids or versions. */
    models: readonly [string, string]
    split: SplitKind
    k: number
    seed: number
    backend: Backend
    onPhase?: OnPhase
  }): Promise<Comparison> {
    const { split, k, seed, backend } = input
    const find = new FindModel()
    const records = [await find.named(input.models[0]), await find.named(input.models[1])] as const
    const rivals = await Promise.all(records.map(rivalOf))
    const phases = new Phases(input.onPhase)
    try {
      const { data, features } = await phases.run('read', () => readHistory(clock.now() / 1000))
      const { train, heldOut } = splitData(data, split, seed)
      const at = train.times.reduce((newest, time) => Math.max(newest, time), 0)
      const asItIs = rivals.every((rival) => mayStandAsItIs(rival, train, heldOut))
      const judge = async (index: 0 | 1): Promise<ComparedModel> => {
        const { id, version, kind } = records[index]
        const { model } = await phases.run(`fit version ${version}`, (tell) =>
          fairRival(rivals[index]!, train, {
            asItIs,
            context: { backend, seed, features, deadline: null, onProgress: tell },
          })
        )
        const evaluation = await phases.run(`judge version ${version}`, (tell) =>
          evaluate({ model, train, heldOut, k, at, seed, onProgress: tell })
        )
        return { id, version, kind, evaluation }
      }
      const [first, second] = [await judge(0), await judge(1)]
      const [own, other] = [first.evaluation.byProfile, second.evaluation.byProfile]
      return {
        ...{ first, second, as: asItIs ? 'as it is' : 'fitted anew' },
        recall: comparePaired(own.recall, other.recall, seed),
        ndcg: comparePaired(own.ndcg, other.ndcg, seed),
      }
    } finally {
      await phases.stop()
    }
  }
}
