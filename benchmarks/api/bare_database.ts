import pg from 'pg'
import { hotQueries } from '#core/sql'
// These declare the statements.
import '#catalog'
import '#playback'
import '#recommendations'
import '../../app/catalog/queries/find_home.js'

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.DATABASE_POOL ?? 16),
})

/** The rows of one of the product's statements, prepared by name as the product does. */
export async function rowsOf(name: string, values: unknown[]): Promise<any[]> {
  const { text } = hotQueries().get(name)!
  return (await pool.query({ name, text, values })).rows
}
