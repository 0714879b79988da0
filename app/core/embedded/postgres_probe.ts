import pg from 'pg'

/** The database that the application uses. */
export const POSTGRES_DATABASE = 'flixflow'

const PROBE_TIMEOUT_MS = 5_000

/** SQLSTATE class 28: invalid authorization specification, which includes a wrong password. */
const AUTHORIZATION_CLASS = '28'

/** Null when the server answers a query, else whether the password or something else is wrong. */
export async function whyRefused(url: string): Promise<null | 'credentials' | 'unavailable'> {
  const client = connect(url)
  try {
    await client.connect()
    await client.query('select 1')
    return null
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    return code.startsWith(AUTHORIZATION_CLASS) ? 'credentials' : 'unavailable'
  } finally {
    await client.end().catch(() => {})
  }
}

/** Creates the application's database in a cluster that has none yet. */
export async function ensureDatabase(url: string): Promise<void> {
  const client = connect(url)
  try {
    await client.connect()
    const found = await client.query('select 1 from pg_database where datname = $1', [
      POSTGRES_DATABASE,
    ])
    if (found.rowCount === 0) await client.query(`create database ${POSTGRES_DATABASE}`)
  } finally {
    await client.end().catch(() => {})
  }
}

function connect(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PROBE_TIMEOUT_MS,
    query_timeout: PROBE_TIMEOUT_MS,
  })
  // A server that ends while a probe is open emits here as well; the probe's own call reports it.
  client.on('error', () => {})
  return client
}
