import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { MadeDocument } from './document.js'
import { nearOf } from './near_words.js'

const ROWS_AT_ONCE = 3000

/** Puts documents in the place of what was there of the same titles, people or collections. */
export async function writeDocuments(
  trx: TransactionClientContract,
  made: readonly MadeDocument[]
): Promise<void> {
  for (const some of inPieces(made)) {
    await trx.rawQuery(
      `insert into catalog.search_documents
         (id, kind, title_id, episode_id, person_id, collection_id, words, names, genres, audio,
          year, popularity, labels)
       select id, kind, title_id, episode_id, person_id, collection_id, words, names, genres, audio,
         year, popularity, labels
       from json_populate_recordset(null::catalog.search_documents, ?::json)`,
      [JSON.stringify(some.map(({ document }) => document))]
    )
  }
  for (const some of inPieces(made.flatMap(({ starts }) => starts))) {
    await trx.rawQuery(
      `insert into catalog.search_starts (document_id, kind, start, name, whole, weight)
       select document_id, kind, start, name, whole, weight
       from json_populate_recordset(null::catalog.search_starts, ?::json)`,
      [JSON.stringify(some)]
    )
  }
}

/** Adds words that a typo may have meant. In one order, so that two who add wait for each other once. */
export async function writeVocabulary(
  trx: TransactionClientContract,
  uses: ReadonlyMap<string, number>
): Promise<void> {
  const rows = [...uses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]) => ({ word, uses: count, near: nearOf(word) }))
  for (const some of inPieces(rows)) {
    await trx.rawQuery(
      `insert into catalog.search_words (word, uses, near)
       select word, uses, near from json_populate_recordset(null::catalog.search_words, ?::json)
       on conflict (word) do nothing`,
      [JSON.stringify(some)]
    )
  }
}

/** How many documents use each word. */
export function countUses(
  made: readonly MadeDocument[],
  uses: Map<string, number> = new Map()
): Map<string, number> {
  for (const { vocabulary } of made) {
    for (const word of vocabulary) uses.set(word, (uses.get(word) ?? 0) + 1)
  }
  return uses
}

function inPieces<T>(list: readonly T[]): T[][] {
  const count = Math.ceil(list.length / ROWS_AT_ONCE)
  return Array.from({ length: count }, (_, at) =>
    list.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE)
  )
}
