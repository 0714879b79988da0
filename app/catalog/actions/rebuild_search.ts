import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import {
  documentsOfCollections,
  documentsOfPeople,
  documentsOfTitles,
} from '../search/read_documents.js'
import type { MadeDocument } from '../search/document.js'
import { countUses, writeDocuments, writeVocabulary } from '../search/write_documents.js'
import { takeTurns } from './refresh_search.js'

const AT_ONCE = 1000

const SOURCES = [
  { table: 'catalog.titles', only: `where kind <> 'extra'`, make: documentsOfTitles },
  { table: 'catalog.people', only: '', make: documentsOfPeople },
  { table: 'catalog.collections', only: '', make: documentsOfCollections },
] as const

/** Makes all search documents anew, in one transaction: until its commit, the old ones are found. */
export class RebuildSearch {
  /**
   * @param onProgress hears which share is done, from 0 to 1
   * @returns how many documents there are
   */
  async handle({ onProgress }: { onProgress?: (share: number) => void } = {}): Promise<number> {
    return db.transaction((trx) => this.inTransaction(trx, onProgress))
  }

  /** The same for a transaction that has changed very much, and noted nothing of it. */
  async inTransaction(
    trx: TransactionClientContract,
    onProgress: (share: number) => void = () => undefined
  ): Promise<number> {
    await takeTurns(trx)
    await trx.rawQuery('delete from catalog.search_stale')
    await trx.rawQuery('delete from catalog.search_documents')
    await trx.rawQuery('delete from catalog.search_words')
    const ids: string[][] = []
    for (const { table, only } of SOURCES) {
      const { rows } = await trx.rawQuery<{ rows: { id: string }[] }>(
        `select id from ${table} ${only} order by id`
      )
      ids.push(rows.map(({ id }) => id))
    }
    const total = ids.reduce((sum, list) => sum + list.length, 0)
    const uses = new Map<string, number>()
    let documents = 0
    let done = 0
    for (const [source, { make }] of SOURCES.entries()) {
      for (let from = 0; from < ids[source]!.length; from += AT_ONCE) {
        const some = ids[source]!.slice(from, from + AT_ONCE)
        const made: MadeDocument[] = await make(trx, some)
        await writeDocuments(trx, made)
        countUses(made, uses)
        documents += made.length
        done += some.length
        onProgress(done / total)
      }
    }
    await writeVocabulary(trx, uses)
    return documents
  }
}
