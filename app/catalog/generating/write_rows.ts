import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { StreamDescription } from '#ingest'
import { GENERATED_COLUMNS, type GeneratedRows, type GeneratedTable } from './rows.js'
import { GENERATED_IDS } from '#core/seeded_random'

/** Rows in one statement: few round trips, and no parameter of a size that hurts. */
const ROWS_AT_ONCE = 4000
/** Words that titles share, which other titles may have brought already. */
const SHARED: ReadonlySet<GeneratedTable> = new Set(['genres', 'genre_translations', 'tags'])

/**
 * Writes rows table by table, thousands in one statement: PostgreSQL unpacks them from JSON by the
 * table's own types. Rows with an asset get `stream`, which would be as large as all the rest in each
 * of them. `onWritten` hears how many rows each statement wrote.
 */
export async function writeRows(
  trx: TransactionClientContract,
  rows: GeneratedRows,
  stream: StreamDescription | null,
  onWritten: (count: number) => void
): Promise<void> {
  for (const table of Object.keys(GENERATED_COLUMNS) as GeneratedTable[]) {
    const columns: readonly string[] = GENERATED_COLUMNS[table]
    const values = columns.map((column) =>
      column === 'stream' ? 'case when asset_id is not null then ?::jsonb end' : column
    )
    const before = columns.includes('stream') ? [JSON.stringify(stream)] : []
    const statement = `
      insert into catalog.${table} (${columns.join(', ')})
      select ${values.join(', ')} from json_populate_recordset(null::catalog.${table}, ?::json)
      ${SHARED.has(table) ? 'on conflict do nothing' : ''}`
    for (let from = 0; from < rows[table].length; from += ROWS_AT_ONCE) {
      const some = rows[table].slice(from, from + ROWS_AT_ONCE)
      await trx.rawQuery(statement, [...before, JSON.stringify(some)])
      onWritten(some.length)
    }
  }
}

/** Removes what an earlier run generated, and nothing else. Genres and tags stay. */
export async function deleteGenerated(trx: TransactionClientContract): Promise<number> {
  const { first, last } = GENERATED_IDS
  const between = (table: string) =>
    trx.from(table).where('id', '>=', first).where('id', '<', last).delete()
  const titles = await between('catalog.titles')
  await between('catalog.collections')
  // Somebody whom an editor has credited since then stays.
  await trx.rawQuery(
    `delete from catalog.people p where p.id >= ? and p.id < ?
       and not exists (select from catalog.credits c where c.person_id = p.id)`,
    [first, last]
  )
  return Number(titles)
}
