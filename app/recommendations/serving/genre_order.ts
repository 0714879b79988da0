import type { TitleFacts } from '#catalog'

/** A genre with how much a profile leans to it. */
export interface LeaningGenre {
  /** By the index of the facts. */
  genre: number
  leaning: number
}

/**
 * Genres by how far the best titles for a profile lean to them: each counts by its place, discounted
 * as in NDCG, its main genre full and others half, beside how much of the catalogue the genre is.
 * @param ranked the best titles, best first
 */
export function genresInOrder(ranked: Uint32Array, facts: TitleFacts): LeaningGenre[] {
  const gain = new Float64Array(facts.genreIds.length)
  for (const [place, title] of ranked.entries()) {
    const start = facts.genreStart[title]!
    for (let at = start; at < facts.genreStart[title + 1]!; at++) {
      gain[facts.genres[at]!]! += (at === start ? 1 : 0.5) / Math.log2(place + 2)
    }
  }
  const sizes = titlesOfGenres(facts).map(({ length }) => length)
  return Array.from(gain, (sum, genre) => ({ genre, leaning: sum / Math.sqrt(sizes[genre]!) }))
    .filter(({ leaning }) => leaning > 0)
    .sort((a, b) => b.leaning - a.leaning || a.genre - b.genre)
}

const members = new WeakMap<TitleFacts, readonly Uint32Array[]>()

/** The titles of each genre, by indexes of the facts. */
export function titlesOfGenres(facts: TitleFacts): readonly Uint32Array[] {
  const known = members.get(facts)
  if (known) return known
  const lists: number[][] = facts.genreIds.map(() => [])
  for (let title = 0; title < facts.ids.length; title++) {
    for (let at = facts.genreStart[title]!; at < facts.genreStart[title + 1]!; at++) {
      lists[facts.genres[at]!]!.push(title)
    }
  }
  const made = lists.map((list) => Uint32Array.from(list))
  members.set(facts, made)
  return made
}
