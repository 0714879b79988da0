import type { WatchableTitle } from '#catalog'
import type { SeededRandom } from '#core/seeded_random'

/** What one group of viewers likes. */
interface Taste {
  /** How much each liked genre counts. */
  genres: ReadonlyMap<string, number>
  people: ReadonlySet<string>
  /** The year whose films it likes most. */
  era: number
  /** Above 0 it prefers shows, below films. */
  shows: number
}

/** How well titles please each group, and everybody. */
export interface PlantedTastes {
  groups: number
  /** [groups][titles] in standard deviations: 0 is what pleases the group as most titles do. */
  liking: Float32Array[]
  /** [titles] how much a title is watched by everybody, above 0, without any taste. */
  appeal: Float64Array
}

const LIKED_GENRES = 3
/** What each liked genre counts, the favourite first. */
const GENRE_COUNTS = [1.6, 1.2, 0.9]
const FAVOURITE_PEOPLE = 0.015
const PEOPLE_COUNT = 0.9
const ERA_YEARS = 25
/** What only the plays of others can tell of a title: no genre and no name says it. */
const UNSPOKEN = 0.7
/** Appeal falls with the rank as in Zipf's law, softened: tastes and time make titles popular too. */
const APPEAL_EXPONENT = 0.5

/**
 * Plants tastes over a catalogue: groups that like some genres, people, an era, films or shows, and,
 * beyond all that can be named, some titles more than others. A model that learns from plays can find
 * them; one that looks at genres and people finds a part.
 */
export function plantTastes(
  titles: readonly WatchableTitle[],
  groups: number,
  random: SeededRandom
): PlantedTastes {
  const genres = [...new Set(titles.flatMap((title) => title.genres))].sort()
  const people = [...new Set(titles.flatMap((title) => title.people))].sort()
  const liking = Array.from({ length: groups }, () => {
    const taste = inventTaste(genres, people, random)
    return standardised(titles.map((title) => pleasure(title, taste, random)))
  })
  return { groups, liking, appeal: inventAppeal(titles.length, random) }
}

function inventTaste(genres: string[], people: string[], random: SeededRandom): Taste {
  const liked = random.some(genres, LIKED_GENRES)
  return {
    genres: new Map(liked.map((genre, place) => [genre, GENRE_COUNTS[place]!])),
    people: new Set(random.some(people, Math.ceil(people.length * FAVOURITE_PEOPLE))),
    era: 2026 - Math.floor(50 * random.next() ** 2),
    shows: (random.next() - 0.5) * 1.2,
  }
}

function pleasure(title: WatchableTitle, taste: Taste, random: SeededRandom): number {
  const ofGenres = title.genres.reduce((sum, genre) => sum + (taste.genres.get(genre) ?? 0), 0)
  const favourites = title.people.filter((person) => taste.people.has(person)).length
  const years = ((title.releaseYear ?? taste.era) - taste.era) / ERA_YEARS
  const ofKind = title.kind === 'show' ? taste.shows : -taste.shows
  return (
    ofGenres +
    PEOPLE_COUNT * Math.min(2, favourites) -
    0.5 * Math.min(4, years * years) +
    ofKind / 2 +
    UNSPOKEN * random.gaussian()
  )
}

function standardised(values: number[]): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  const deviation = Math.sqrt(variance) || 1
  return Float32Array.from(values, (value) => (value - mean) / deviation)
}

/** A rank for each title by lot, and how much is watched at that rank. */
function inventAppeal(titles: number, random: SeededRandom): Float64Array {
  const ranks = random.shuffled(Array.from({ length: titles }, (_, rank) => rank))
  return Float64Array.from(ranks, (rank) => (rank + 1) ** -APPEAL_EXPONENT)
}
