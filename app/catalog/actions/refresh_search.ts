import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import {
  documentsOfCollections,
  documentsOfPeople,
  documentsOfTitles,
} from '../search/read_documents.js'
import { countUses, writeDocuments, writeVocabulary } from '../search/write_documents.js'

/**
 * So many notes are worked off at once, newest first: behind a large import, what was changed just now
 * is found by the next search all the same, and no search waits for all of the import.
 */
const NOTES_AT_ONCE = 400

type StaleKind = 'title' | 'person' | 'collection'

interface Note {
  kind: StaleKind
  entity_id: string
}

/**
 * Brings the search documents up to date with what was committed since. Searches that see a note of
 * a change ask for it before they look, so that each process finds a change from the moment at which
 * it was made.
 */
export class RefreshSearch {
  /** @returns whether nothing is left to do: no more than a few hundred notes are worked off at once */
  handle(): Promise<boolean> {
    return db.transaction(async (trx) => {
      await takeTurns(trx)
      // Before the rows are read: what is noted later is committed later, and is read again.
      const { rows } = await trx.rawQuery<{ rows: Note[] }>(
        `delete from catalog.search_stale where id in (
           select id from catalog.search_stale order by id desc limit ?)
         returning kind, entity_id`,
        [NOTES_AT_ONCE]
      )
      const of = (kind: StaleKind) =>
        [...new Set(rows.filter((note) => note.kind === kind).map((note) => note.entity_id))].sort()
      await remakeDocuments(trx, {
        titles: of('title'),
        people: of('person'),
        collections: of('collection'),
      })
      return rows.length < NOTES_AT_ONCE
    })
  }
}

/** Two processes must not write the same documents at once. Held until the commit. */
export async function takeTurns(trx: TransactionClientContract): Promise<void> {
  await trx.rawQuery(`select pg_advisory_xact_lock(hashtext('catalog.search_documents'))`)
}

/** Makes documents of titles, people and collections anew. Only for whose turn it is. */
export async function remakeDocuments(
  trx: TransactionClientContract,
  of: { titles: readonly string[]; people: readonly string[]; collections?: readonly string[] }
): Promise<void> {
  const { titles, people, collections = [] } = of
  await trx.rawQuery(
    `delete from catalog.search_documents
     where title_id = any(:titles::uuid[]) or id = any(:others::uuid[])`,
    { titles: [...titles], others: [...people, ...collections] }
  )
  const made = [
    ...(await documentsOfTitles(trx, titles)),
    ...(await documentsOfPeople(trx, people)),
    ...(await documentsOfCollections(trx, collections)),
  ]
  await writeDocuments(trx, made)
  await writeVocabulary(trx, countUses(made))
}
