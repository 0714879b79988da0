import { execFile } from 'node:child_process'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { tool } from '../tools.js'
import { reachablePrograms, type UnprivilegedUser } from './unprivileged_user.js'

/** The PostgreSQL that is installed here, as the user who will run it can reach it. */
export interface PostgresPrograms {
  postgres: string
  initdb: string
  /** 18 for PostgreSQL 18.4: what a data folder is bound to. */
  majorVersion: number
}

/** @throws ToolMissingError when PostgreSQL is not installed */
export async function findPostgresPrograms(
  user: UnprivilegedUser | null
): Promise<PostgresPrograms> {
  const postgres = await tool('postgres')
  const { stdout } = await promisify(execFile)(postgres, ['--version'])
  const version = /(\d+)(?:\.\d+)?\S*/.exec(stdout)?.[0] ?? 'unknown'
  // The programs find their libraries and time zones beside themselves: bin, lib, share.
  const installation = dirname(dirname(postgres))
  const reachable = await reachablePrograms(
    installation,
    `postgres-${version}-${process.arch}`,
    user
  )
  const programs = join(reachable, basename(dirname(postgres)))
  return {
    postgres: join(programs, 'postgres'),
    initdb: join(programs, 'initdb'),
    majorVersion: Number.parseInt(version),
  }
}

/** Messages in English whatever the host's language, and none of the host's PG* variables. */
export const POSTGRES_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' }
