import { bootstrapMeans, type Estimate } from './bootstrap.js'
import type { ProfileMeasures } from './evaluate.js'

/** Least titles in a history of each band, the same in every report. */
const BAND_STARTS = [0, 1, 5, 20, 50, 100, 200]

/** How good a model is for profiles who have watched about as much. */
export interface ActivityBand {
  /** Least and most titles in their histories; the last band has no end. */
  from: number
  to: number | null
  profiles: number
  recall: Estimate
  ndcg: Estimate
}

/** Only bands with a profile, the least active first. */
export function activityBands(measures: ProfileMeasures, seed: number): ActivityBand[] {
  return BAND_STARTS.flatMap((from, band) => {
    const next = BAND_STARTS[band + 1]
    const inBand = (_: number, place: number) => {
      const activity = measures.activity[place]!
      return activity >= from && (next === undefined || activity < next)
    }
    const recall = measures.recall.filter(inBand)
    if (recall.length === 0) return []
    const estimates = bootstrapMeans([recall, measures.ndcg.filter(inBand)], seed)
    return {
      from,
      to: next === undefined ? null : next - 1,
      profiles: recall.length,
      recall: estimates[0]!,
      ndcg: estimates[1]!,
    }
  })
}
