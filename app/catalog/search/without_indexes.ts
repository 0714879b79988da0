import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const TABLES = ['search_documents', 'search_starts', 'search_words']

/**
 * Writes very many rows of the search's tables with their indexes made at the end, which takes a third
 * of keeping them row by row. From here to the commit, who searches waits.
 */
export async function withoutIndexes<T>(
  trx: TransactionClientContract,
  write: () => Promise<T>
): Promise<T> {
  const { rows } = await trx.rawQuery<{ rows: { name: string; definition: string }[] }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = 'catalog' and tablename = any(?)
       and indexname not in (select conname from pg_constraint)
     order by 1`,
    [TABLES]
  )
  for (const { name } of rows) await trx.rawQuery('drop index catalog.??', [name])
  const written = await write()
  await trx.rawQuery(`set local maintenance_work_mem = '256MB'`)
  for (const { definition } of rows) await trx.rawQuery(definition)
  return written
}
