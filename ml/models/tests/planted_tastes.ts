import type { Backend } from '../../backend.js'
import type { History, Interactions } from '../../dataset/interactions.js'
import { seededRandom } from '../../random.js'
import type { FitContext } from '../model.js'

/**
 * Profiles of a few groups, each with titles of its own that it watches far more often: profile p is
 * of group `p % groups`, and title t of group `t % groups`.
 */
export function plantedTastes({
  profiles = 90,
  titles = 24,
  groups = 3,
  seed = 7,
}: { profiles?: number; titles?: number; groups?: number; seed?: number } = {}): Interactions {
  const random = seededRandom(seed)
  const rows = Array.from({ length: profiles }, (_, profile) =>
    Array.from({ length: titles }, (__, title) => title).filter(
      (title) => random() < (title % groups === profile % groups ? 0.6 : 0.05)
    )
  )
  const columns = Uint32Array.from(rows.flat())
  let cells = 0
  return {
    profiles: rows.map((_, profile) => `profile ${profile}`),
    titles: Array.from({ length: titles }, (_, title) => `title ${title}`),
    rowStart: Uint32Array.from([0, ...rows.map((row) => (cells += row.length))]),
    columns,
    weights: Float32Array.from(columns, () => 0.5 + random()),
    times: Float64Array.from(columns, (_, cell) => 1_700_000_000 + cell),
  }
}

export function likesOf(...titles: number[]): History {
  return {
    titles: Uint32Array.from(titles),
    weights: new Float32Array(titles.length).fill(1),
    times: new Float64Array(titles.length).fill(1_700_000_000),
  }
}

/** For models that fit without a tensor library: one that touched it would fail. */
export function contextWithoutBackend(more: Partial<FitContext> = {}): FitContext {
  const backend = null as unknown as Backend
  return { backend, seed: 1, features: null, deadline: null, ...more }
}
