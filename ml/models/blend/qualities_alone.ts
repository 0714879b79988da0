import { gatherCandidates, type Gathering } from './candidates.js'
import { qualityOf } from './learn_weights.js'

/** Mean of NDCG@k and Recall@k of each view by itself. */
export function qualitiesAlone(gathering: Gathering, k: number): number[] {
  const candidates = gatherCandidates(gathering)
  return gathering.views.map((_, view) => {
    const weights = new Float64Array(gathering.views.length).with(view, 1)
    const qualities = qualityOf(candidates, weights, k)
    return qualities.reduce((sum, quality) => sum + quality, 0) / Math.max(qualities.length, 1)
  })
}
