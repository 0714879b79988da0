import pg from 'pg'

/** What knex asks each new connection; not of the work that is measured. */
const OF_A_NEW_CONNECTION = /^select version\(\);?$/i

/** How many statements reach PostgreSQL while `work` runs, whoever sends them. */
export async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown }
  const original = prototype.query
  let count = 0
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const [query] = args as [string | { text: string }]
    if (!OF_A_NEW_CONNECTION.test(typeof query === 'string' ? query : query.text)) count += 1
    return original.apply(this, args)
  }
  try {
    await work()
  } finally {
    prototype.query = original
  }
  return count
}
