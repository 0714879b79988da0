import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { parse } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const MIGRATION = /^\d+_\w+\.(ts|js)$/
const UNDEFINED_TABLE = '42P01'

/** Another process may be migrating the same database at this moment. */
const TRIES = 20
const PAUSE_MS = 500

/**
 * Brings a database that was started from a package to the newest schema, as nobody else would. One
 * that is there takes a glance of a few ms; a database of your own is migrated by
 * `node ace migration:run`, when you say so.
 */
export async function migrateEmbedded(databaseUrl: string): Promise<void> {
  for (let left = TRIES; !(await isNewest(databaseUrl)); left--) {
    try {
      await promisify(execFile)(
        process.execPath,
        ['ace.js', 'migration:run', '--force', '--compact-output'],
        { cwd: ROOT, env: { ...process.env, DATABASE_URL: databaseUrl } }
      )
    } catch (error) {
      if (left <= 1) throw error
      await pause(PAUSE_MS)
    }
  }
}

async function isNewest(databaseUrl: string): Promise<boolean> {
  const files = await readdir(new URL('../database/migrations/', import.meta.url))
  const wanted = files.filter((file) => MIGRATION.test(file)).map((file) => parse(file).name)
  const done = await migrationsDone(databaseUrl)
  return wanted.every((name) => done.has(name))
}

async function migrationsDone(databaseUrl: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>('select name from adonis_schema')
    return new Set(rows.map(({ name }) => parse(name).name))
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return new Set()
    throw error
  } finally {
    await client.end()
  }
}
