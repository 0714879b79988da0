import db from '@adonisjs/lucid/services/db'
import type { TitleId } from '#core/ids'
import { remakeDocuments, takeTurns } from './refresh_search.js'

/** A title and how much it is played: any unit, of which only the relation counts. */
export interface PopularScore {
  titleId: TitleId
  score: number
}

/** A smaller change moves nothing in a search. Of 1. */
const NOTICEABLE = 0.01

/** Searches that have changes to work off wait for no more than so many titles. */
const TITLES_AT_ONCE = 100

/**
 * From 0 to 1, the most played title having 1: on a logarithmic scale, as one title often has more
 * plays than a hundred others together.
 */
const WRITE = `
  insert into catalog.title_popularity (title_id, popularity, measured)
  select s.title_id,
    least(1, ln(1 + s.score) / max(ln(1 + s.score)) over ()), true
  from unnest(:titleIds::uuid[], :scores::float8[]) as s (title_id, score)
    join catalog.titles t on t.id = s.title_id
  where t.kind <> 'extra' and s.score > 0
  on conflict (title_id) do update
    set popularity = excluded.popularity, measured = true
    where (title_popularity.popularity, title_popularity.measured)
      is distinct from (excluded.popularity, true)`

/**
 * Takes over what is played most: search ranks by it, and lists are ordered by it. A title that was
 * never played keeps what it has; one that is played no more has nothing. Safe to repeat.
 */
export class SetPopularity {
  /** @param scores all titles that are played these days */
  async handle({ scores }: { scores: readonly PopularScore[] }): Promise<void> {
    const titleIds = scores.map(({ titleId }) => titleId)
    await db.transaction(async (trx) => {
      await trx.rawQuery(WRITE, { titleIds, scores: scores.map(({ score }) => score) })
      await trx.rawQuery(
        `update catalog.title_popularity set popularity = 0
         where measured and popularity > 0 and title_id <> all(?::uuid[])`,
        [titleIds]
      )
    })
    await this.#tellSearch()
  }

  /** Here and not by notes, which the next viewer who searches would have to work off. */
  async #tellSearch(): Promise<void> {
    const { rows } = await db.rawQuery<{ rows: { id: TitleId }[] }>(
      `select d.id from catalog.title_popularity p
       join catalog.search_documents d on d.id = p.title_id
       where abs(d.popularity - p.popularity) >= ? order by d.id`,
      [NOTICEABLE]
    )
    for (let from = 0; from < rows.length; from += TITLES_AT_ONCE) {
      const titles = rows.slice(from, from + TITLES_AT_ONCE).map(({ id }) => id)
      await db.transaction(async (trx) => {
        await takeTurns(trx)
        const { rows: people } = await trx.rawQuery<{ rows: { id: string }[] }>(
          `select distinct person_id as id from catalog.credits
           where title_id = any(?::uuid[]) order by 1`,
          [titles]
        )
        await remakeDocuments(trx, { titles, people: people.map(({ id }) => id) })
      })
    }
  }
}
