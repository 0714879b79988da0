import { genreId } from '../actions/describe_title.js'
import { GENERATED_NOW } from './generated_now.js'
import { inventEpisodes } from './invent_episodes.js'
import { LANGUAGES, PHRASES, type Language } from './lexicon.js'
import { inventCharacter } from './people_names.js'
import type { GeneratedRows } from './rows.js'
import type { SeededRandom } from '#core/seeded_random'
import type { InventedName } from './title_names.js'
import {
  COUNTRIES,
  GENRES,
  GENTLE_GENRES,
  HARSH_GENRES,
  RATING_SYSTEMS,
  TAGS,
} from './vocabulary.js'

export interface InventedTitle {
  id: string
  kind: 'film' | 'show'
  language: Language
  name: string
  year: number
  maturity: number
  genres: string[]
  /** Places in the list of people. */
  cast: number[]
  popularity: number
}

type Wish = InventedName & { kind: 'film' | 'show'; sequelOf?: InventedTitle }

const DAY_MS = 86_400_000
const ORIGINS: readonly (readonly [number, Language])[] = [
  [52, 'en'],
  ...LANGUAGES.slice(1).map((language) => [4, language] as const),
]
/** Languages that most titles are translated into, and the share of those that are. */
const TRANSLATED = 0.35
/** A few people are in very many titles, most in very few. */
const CAREERS = 1.8
const WORKERS = ['director', 'writer', 'composer', 'producer'] as const

const AT = new Date(GENERATED_NOW).toISOString()
const EMPTY_COLUMNS = {
  ...{ parent_id: null, extra_kind: null, position: null, asset_id: null, stream: null },
  ...{ skip_markers: [], created_at: AT, updated_at: AT },
}

/** Invents one title after another, with all rows that belong to each. */
export class InventTitle {
  constructor(
    private random: SeededRandom,
    private rows: GeneratedRows
  ) {}

  handle(wish: Wish): InventedTitle {
    const { random } = this
    const { kind, names, sequelOf } = wish
    const language = sequelOf?.language ?? random.weighted(ORIGINS)
    const genres = sequelOf?.genres ?? random.some(GENRES, random.whole(1, 3)).map((g) => g.name)
    const title: InventedTitle = {
      ...{ id: random.id(), kind, language, name: names[language], genres },
      year: Math.min(2026, sequelOf ? sequelOf.year + random.whole(1, 4) : this.#year()),
      maturity: sequelOf?.maturity ?? this.#maturity(genres),
      cast: sequelOf?.cast ?? this.#cast(),
      popularity: Math.round((1 - random.next() ** 0.25) * 10_000) / 10_000,
    }
    this.#writeTitle(title, wish)
    this.#writeTranslations(title, wish)
    this.#writeCredits(title)
    genres.forEach((name, position) =>
      this.rows.title_genres.push({ title_id: title.id, genre_id: genreId(name), position })
    )
    for (const tag of random.some(TAGS, random.whole(1, 4))) {
      this.rows.title_tags.push({ title_id: title.id, tag_id: genreId(tag) })
    }
    if (kind === 'show') inventEpisodes(random, this.rows, title)
    else if (random.chance(0.25)) this.#writeTrailer(title)
    return title
  }

  #year(): number {
    return 2026 - Math.floor(96 * this.random.next() ** 2.2)
  }

  #maturity(genres: string[]): number {
    if (genres.some((name) => HARSH_GENRES.has(name))) return this.random.pick([12, 16, 16, 18])
    if (genres.every((name) => GENTLE_GENRES.has(name))) return this.random.pick([0, 0, 6])
    return this.random.pick([0, 6, 6, 12, 12, 16])
  }

  /** A few names play in very much, most in very little. */
  #cast(): number[] {
    const people = this.rows.people.length
    const count = this.random.whole(4, 8)
    return [...new Set(Array.from({ length: count }, () => this.random.rank(people, CAREERS)))]
  }

  #writeTitle(title: InventedTitle, { about }: Wish): void {
    const { random } = this
    const { id, kind, language, name } = title
    const windowed = random.chance(0.06)
    const phrases = PHRASES[language]
    this.rows.titles.push({
      ...{ id, kind, state: 'published', language, name, windowed, announced: false },
      published_at: this.#publishedAt(title),
      tagline: random.chance(0.4) ? phrases.pair(about.b[language], about.place[language]) : null,
      synopsis: synopsisIn(language, about),
      release_year: title.year,
      maturity: title.maturity,
      maturity_by_country: this.#writeRatings(title),
      audio_languages: [...new Set([language, ...random.some(LANGUAGES, random.whole(0, 3))])],
      subtitle_languages: random.some(LANGUAGES, random.whole(1, 6)),
      duration_seconds: kind === 'film' ? random.whole(70 * 60, 170 * 60) : null,
      ...EMPTY_COLUMNS,
    })
    if (windowed) this.#writeWindows(id)
  }

  /** Spread over three years; whole seconds apart, so that the order of titles is settled. */
  #publishedAt({ year }: { year: number }): string {
    const daysAgo = year >= 2025 ? this.random.next() * 120 : this.random.next() * 1100
    return new Date(GENERATED_NOW - Math.round(daysAgo * DAY_MS)).toISOString()
  }

  #writeRatings({ id, maturity }: InventedTitle): Record<string, number> {
    const byCountry: Record<string, number> = {}
    for (const { country, system, labels } of RATING_SYSTEMS) {
      if (this.random.chance(0.35)) continue
      const [age, label] = labels.findLast(([from]) => from <= maturity) ?? labels[0]!
      this.rows.title_ratings.push({ title_id: id, country, system, label, age })
      byCountry[country] = age
    }
    return byCountry
  }

  /** Open, over, or yet to come, in a few countries. */
  #writeWindows(titleId: string): void {
    const [starts, ends] = this.random.weighted([
      [7, [Date.UTC(2020, 0, 1), null]],
      [2, [Date.UTC(2020, 0, 1), Date.UTC(2024, 0, 1)]],
      [1, [Date.UTC(2090, 0, 1), null]],
    ])
    for (const country of this.random.some(COUNTRIES, this.random.whole(1, 5))) {
      this.rows.availability.push({
        ...{ id: this.random.id(), title_id: titleId, country },
        starts_at: new Date(starts!).toISOString(),
        ends_at: ends ? new Date(ends).toISOString() : null,
      })
    }
  }

  #writeTranslations(title: InventedTitle, { names, about }: Wish): void {
    for (const language of LANGUAGES) {
      const wanted = language === 'en' ? this.random.chance(0.92) : this.random.chance(TRANSLATED)
      if (language === title.language || !wanted) continue
      this.rows.title_translations.push({
        ...{ title_id: title.id, language, name: names[language], tagline: null },
        synopsis: synopsisIn(language, about),
      })
    }
  }

  #writeCredits({ id, cast }: InventedTitle): void {
    const { random, rows } = this
    let position = 0
    const credit = (person: number, role: string, character: string | null) =>
      rows.credits.push({
        ...{ title_id: id, position: position++, person_id: rows.people[person]!.id },
        ...{ role, character },
      })
    for (const person of cast) credit(person, 'actor', inventCharacter(random))
    // Those who make films are others than those who play in them, with a few exceptions.
    const half = Math.floor(rows.people.length / 2)
    for (const role of WORKERS.slice(0, random.whole(1, 3))) {
      credit(random.chance(0.05) ? cast[0]! : half + random.rank(half, CAREERS), role, null)
    }
  }

  #writeTrailer(title: InventedTitle): void {
    this.rows.titles.push({
      ...EMPTY_COLUMNS,
      ...{ id: this.random.id(), kind: 'extra', extra_kind: 'trailer', parent_id: title.id },
      ...{ position: 0, state: 'published', published_at: this.#publishedAt(title) },
      ...{
        language: title.language,
        name: `${title.name}: Trailer`,
        tagline: null,
        synopsis: null,
      },
      ...{ release_year: title.year, maturity: title.maturity, maturity_by_country: {} },
      ...{ windowed: false, announced: false, audio_languages: [title.language] },
      ...{ subtitle_languages: [], duration_seconds: this.random.whole(60, 170) },
    })
  }
}

function synopsisIn(language: Language, { a, b, place }: InventedName['about']): string {
  return PHRASES[language].synopsis(a[language], b[language], place[language])
}
