import db from '@adonisjs/lucid/services/db'
import type { PoolClient, QueryResult } from 'pg'

/** What knex's pool hands out: a `pg` client. */
interface KnexPool {
  acquire(): { promise: Promise<PoolClient> }
  release(client: PoolClient): void
}

function pool(): KnexPool {
  return (db.connection().getReadClient().client as { pool: KnexPool }).pool
}

/**
 * A hot query: a named prepared statement that PostgreSQL plans once per connection, on the same
 * pool that Lucid uses. For the few queries on the path of pressing play; everything else is Lucid.
 */
export class HotQuery<Row extends object> {
  constructor(
    readonly name: string,
    readonly text: string
  ) {}

  /** Runs the statement with its `$1…` values and returns all rows. */
  async rows(values: readonly unknown[]): Promise<Row[]> {
    const connections = pool()
    const client = await connections.acquire().promise
    try {
      const result: QueryResult<Row> = await client.query<Row>({
        name: this.name,
        text: this.text,
        values: values as unknown[],
      })
      return result.rows
    } finally {
      connections.release(client)
    }
  }

  async first(values: readonly unknown[]): Promise<Row | null> {
    const [row] = await this.rows(values)
    return row ?? null
  }
}

/**
 * `any(…)` of an array that is a value of a hot query, such as `$1::uuid[]`. It stands in a `select` of
 * its own: otherwise PostgreSQL finds a plan for its very length a little cheaper than one for any,
 * and plans the statement anew each time, which takes longer than running it.
 */
export function anyOf(array: `$${number}::${string}[]`): string {
  const type = array.slice(array.indexOf('::'))
  return `any((select ${array})${type})`
}

const declared = new Map<string, HotQuery<any>>()

/**
 * Declares a hot query.
 * @throws Error when the name is taken: PostgreSQL keys the plan by it.
 */
export function hot<Row extends object>(name: string, text: string): HotQuery<Row> {
  if (declared.has(name)) throw new Error(`There is a hot query ${name} already`)
  const query = new HotQuery<Row>(name, text)
  declared.set(name, query)
  return query
}

/** All hot queries by name, for those who measure them. */
export function hotQueries(): ReadonlyMap<string, HotQuery<any>> {
  return declared
}
