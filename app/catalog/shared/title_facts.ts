import { LRUCache } from 'lru-cache'
import type { TitleId } from '#core/ids'
import { clock } from '#core/clock'
import { hot } from '#core/sql'
import type { Viewing } from '../viewing.js'

/** When a title may be shown in a country, or in all: Unix times in milliseconds. */
interface Window {
  country: string
  starts: number
  ends: number | null
}

interface FactsRow {
  id: TitleId
  maturity: number | null
  maturity_by_country: Record<string, number>
  published_at: number
  popularity: number
  genres: string[]
  windowed: boolean
  windows: Window[] | null
  /** What can be played of it: a film is 1, a show its episodes; 0 where nothing is. */
  parts: number
}

/** By `titles_pkey` and the keys of what belongs to titles. */
const allFacts = hot<FactsRow>(
  'catalog.title_facts',
  `select t.id, t.maturity, t.maturity_by_country,
     extract(epoch from t.published_at)::float8 as published_at,
     coalesce(p.popularity, 0)::float8 as popularity,
     coalesce(g.genres, '{}') as genres, t.windowed, w.windows,
     case when t.kind = 'film' then (t.asset_id is not null)::integer
       else coalesce(e.parts, 0) end as parts
   from catalog.titles t
     left join catalog.title_popularity p on p.title_id = t.id
     left join (
       select title_id, array_agg(genre_id order by position) as genres
       from catalog.title_genres group by 1) g on g.title_id = t.id
     left join (
       select title_id, jsonb_agg(jsonb_build_object('country', country,
         'starts', extract(epoch from starts_at) * 1000,
         'ends', extract(epoch from ends_at) * 1000)) as windows
       from catalog.availability group by 1) w on w.title_id = t.id
     left join (
       select title_id, count(*)::integer as parts from catalog.episodes
       where state = 'published' and asset_id is not null group by 1) e on e.title_id = t.id
   where t.state = 'published' and t.kind <> 'extra'
   order by t.id`
)

/** Nobody is as old as what has no rating. Years. */
const UNRATED = 99
/**
 * What rules look at of every published film and show, in one edition of the catalogue. Title `t` is
 * the same in all arrays.
 */
export class TitleFacts {
  readonly ids: readonly TitleId[]
  readonly indexOf: ReadonlyMap<TitleId, number>
  /** Unix time in seconds. */
  readonly publishedAt: Float64Array
  /** From 0 to 1. */
  readonly popularity: Float32Array
  /** Ids of genres, which the two below name by index. */
  readonly genreIds: readonly string[]
  /** Title `t` has `genres[genreStart[t]]` up to `genres[genreStart[t + 1]]`, the main one first. */
  readonly genreStart: Uint32Array
  readonly genres: Uint16Array
  readonly #rows: readonly FactsRow[]
  /** When a window last opened or closed: what is open changes with the edition, never within one. */
  readonly #boundary: number
  readonly #visible = new Map<string, Uint8Array>()

  constructor(
    readonly edition: string,
    rows: readonly FactsRow[]
  ) {
    this.#rows = rows
    this.#boundary = Number(edition.split('@')[1] ?? 0) * 1000
    this.ids = rows.map(({ id }) => id)
    this.indexOf = new Map(this.ids.map((id, index) => [id, index]))
    this.publishedAt = Float64Array.from(rows, (row) => row.published_at)
    this.popularity = Float32Array.from(rows, (row) => row.popularity)
    this.genreIds = [...new Set(rows.flatMap(({ genres }) => genres))]
    const indexOfGenre = new Map(this.genreIds.map((id, index) => [id, index]))
    this.genres = Uint16Array.from(
      rows.flatMap(({ genres }) => genres.map((id) => indexOfGenre.get(id)!))
    )
    this.genreStart = new Uint32Array(rows.length + 1)
    for (const [index, { genres }] of rows.entries()) {
      this.genreStart[index + 1] = this.genreStart[index]! + genres.length
    }
  }

  /** The main genre of a title by its index in `genreIds`; -1 without any. */
  mainGenreOf(title: number): number {
    const start = this.genreStart[title]!
    return start < this.genreStart[title + 1]! ? this.genres[start]! : -1
  }

  /** 1 for each title that can be played by such a viewer now: for its age, in its country. */
  visibleTo({ country, maturityLimit }: Pick<Viewing, 'country' | 'maturityLimit'>): Uint8Array {
    const key = `${country}|${maturityLimit}`
    const known = this.#visible.get(key)
    if (known) return known
    const visible = Uint8Array.from(this.#rows, (row) => {
      const maturity = row.maturity_by_country[country] ?? row.maturity ?? UNRATED
      return Number(row.parts > 0 && maturity <= maturityLimit && this.#isOpen(row, country))
    })
    this.#visible.set(key, visible)
    return visible
  }

  #isOpen({ windowed, windows }: FactsRow, country: string): boolean {
    if (!windowed) return true
    return (windows ?? []).some(
      (window) =>
        (window.country === country || window.country === '*') &&
        window.starts <= this.#boundary &&
        (window.ends === null || this.#boundary < window.ends)
    )
  }
}

/** What is popular changes, and makes no other edition. Milliseconds. */
const POPULARITY_AGE_MS = 10 * 60_000

/** Facts of an edition, read once by a process. A reader never waits for older ones. */
const facts = new LRUCache<string, Promise<TitleFacts>>({ max: 2 })

/** What rules look at of all published titles, as of an edition or a newer one. */
export function titleFactsOf(edition: string): Promise<TitleFacts> {
  const key = `${edition}|${Math.floor(clock.now() / POPULARITY_AGE_MS)}`
  const known = facts.get(key)
  if (known) return known
  const reading = allFacts.rows([]).then((rows) => new TitleFacts(edition, rows))
  facts.set(key, reading)
  reading.catch(() => facts.delete(key))
  return reading
}
