import { createHash } from 'node:crypto'
import type { TitleFacts } from '#catalog'
import type { ProfileId } from '#core/ids'
import { seededRandom, shuffle, type Random } from '#ml/random'

/** One of so many places of a rail goes to a title that few have seen. */
const SHARE = 0.1
/** The first places are for what fits best. */
const FIRST_PLACE = 3
const DAY_MS = 24 * 3_600_000

/**
 * What chance decides for a profile is the same all day, on every server: a page that is loaded again
 * does not jump, and a log of it can be worked out again.
 */
export function chanceOf(profileId: ProfileId, at: number): Random {
  const day = Math.floor(at / DAY_MS)
  const hash = createHash('sha1').update(`${profileId} ${day}`).digest()
  return seededRandom(hash.readUIntBE(0, 6))
}

/**
 * Gives a share of a rail's places to titles that few have seen, so that the model learns whom they
 * please. They come from further down in the ranking, less popular than the middle of it.
 * @param chosen the rail, best first
 * @param ranked what else would fit, best first
 * @returns the rail with the titles that were put there to be tried
 */
export function withExploration(
  chosen: readonly number[],
  ranked: readonly number[],
  facts: TitleFacts,
  random: Random
): { titles: number[]; explored: ReadonlySet<number> } {
  const places = Math.floor(chosen.length * SHARE)
  const middle = medianOf(ranked.map((title) => facts.popularity[title]!))
  const taken = new Set(chosen)
  const seldom = ranked.filter((title) => !taken.has(title) && facts.popularity[title]! <= middle)
  const tried = shuffle(seldom, random).slice(0, places)
  const titles = chosen.slice(0, chosen.length - tried.length)
  for (const title of tried) {
    const place = FIRST_PLACE + Math.floor(random() * (titles.length + 1 - FIRST_PLACE))
    titles.splice(Math.max(place, 0), 0, title)
  }
  return { titles, explored: new Set(tried) }
}

function medianOf(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0
}
