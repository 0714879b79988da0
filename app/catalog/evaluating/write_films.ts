import db from '@adonisjs/lucid/services/db'
import { genreId } from '../actions/describe_title.js'
import { RebuildSearch } from '../actions/rebuild_search.js'
import { GENERATED_NOW } from '../generating/generated_now.js'
import { noRows } from '../generating/rows.js'
import { SeededRandom } from '#core/seeded_random'
import { writeRows } from '../generating/write_rows.js'

/** A real film, by facts: its name, its year, who made it, and what it is called elsewhere. */
export type FilmFacts = [
  name: string,
  year: number,
  director: string,
  cast: string,
  translations: Record<string, string>,
  genres: string,
]

const AT = new Date(GENERATED_NOW).toISOString()

/** Puts films into an empty catalogue, for judging only: they have no pictures and no video. */
export async function writeFilms(films: FilmFacts[]): Promise<void> {
  const random = new SeededRandom(films.length)
  const rows = noRows()
  const people = new Map<string, string>()
  const personId = (name: string) => {
    if (!people.has(name)) {
      people.set(name, random.id())
      rows.people.push({ id: people.get(name), name })
    }
    return people.get(name)
  }
  for (const [name, year, director, cast, translations, genres] of films) {
    const id = random.id()
    rows.titles.push({
      ...{ id, kind: 'film', state: 'published', published_at: AT, language: 'en', name },
      ...{ release_year: year, maturity: 12, maturity_by_country: {}, windowed: false },
      ...{ announced: false, audio_languages: ['en'], subtitle_languages: [], skip_markers: [] },
      ...{ created_at: AT, updated_at: AT },
    })
    // The original of a film whose English name is its own is listed as `en`.
    for (const [language, translated] of Object.entries(translations)) {
      rows.title_translations.push({ title_id: id, language, name: translated })
    }
    const credits = [[director, 'director'], ...cast.split('|').map((actor) => [actor, 'actor'])]
    credits.forEach(([person, role], position) =>
      rows.credits.push({ title_id: id, position, person_id: personId(person!), role })
    )
    genres.split('|').forEach((genre, position) => {
      rows.genres.push({ id: genreId(genre), name: genre })
      rows.title_genres.push({ title_id: id, genre_id: genreId(genre), position })
    })
  }
  await db.transaction(async (trx) => {
    await trx.rawQuery(`set local catalog.search_is_rebuilt = 'yes'`)
    await writeRows(trx, rows, null, () => undefined)
    await new RebuildSearch().inTransaction(trx)
  })
}
