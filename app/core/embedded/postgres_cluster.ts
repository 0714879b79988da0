import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { diskFull, saysDiskFull } from './data_folder.js'
import { EmbeddedServiceError } from './errors.js'
import { POSTGRES_ENVIRONMENT, type PostgresPrograms } from './postgres_programs.js'
import { giveTo, type UnprivilegedUser } from './unprivileged_user.js'

/** From PostgreSQL 17 on, the server brings its own Unicode locale that no library update changes. */
const BUILTIN_LOCALE_SINCE = 17

export const POSTGRES_USER = 'flixflow'

/**
 * Makes sure that `folder` holds a cluster of this PostgreSQL. A new one is made beside it and
 * moved in place when complete, so that one that was interrupted is never taken for whole.
 *
 * @throws EmbeddedServiceError E_POSTGRES_VERSION, E_POSTGRES_INIT, E_DISK_FULL
 */
export async function ensureCluster(
  folder: string,
  programs: PostgresPrograms,
  user: UnprivilegedUser | null,
  password: string
): Promise<void> {
  const version = await clusterVersion(folder)
  if (version === null) return createCluster(folder, programs, user, password)
  if (version === `${programs.majorVersion}`) return
  throw new EmbeddedServiceError(
    'E_POSTGRES_VERSION',
    `${folder} was made by PostgreSQL ${version}, and this is PostgreSQL ${programs.majorVersion}. Nothing was changed. ` +
      `Set POSTGRES_PATH to the postgres program of version ${version}; or move the folder away to start empty, ` +
      `after a pg_dumpall by version ${version} if its content matters`
  )
}

async function clusterVersion(folder: string): Promise<string | null> {
  try {
    return (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const files = await readdir(folder).catch(() => [])
  if (files.length === 0) return null
  throw new EmbeddedServiceError(
    'E_POSTGRES_INIT',
    `${folder} is not empty, and is no PostgreSQL data folder. Nothing was changed: move it away`
  )
}

async function createCluster(
  folder: string,
  programs: PostgresPrograms,
  user: UnprivilegedUser | null,
  password: string
): Promise<void> {
  await removeDrafts(folder)
  const draft = `${folder}.draft-${randomBytes(4).toString('hex')}`
  const passwordFile = `${draft}.password`
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 })
    await giveTo(user, draft)
    await writeFile(passwordFile, password, { mode: 0o600 })
    await giveTo(user, passwordFile)
    await runInitdb(draft, passwordFile, programs, user)
    await rm(folder, { recursive: true, force: true })
    await rename(draft, folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw initFailure(error as NodeJS.ErrnoException & { stderr?: string }, folder)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function runInitdb(
  folder: string,
  passwordFile: string,
  programs: PostgresPrograms,
  user: UnprivilegedUser | null
): Promise<void> {
  const locale =
    programs.majorVersion >= BUILTIN_LOCALE_SINCE
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale=C']
  await promisify(execFile)(
    programs.initdb,
    [
      '-D',
      folder,
      `--username=${POSTGRES_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      ...locale,
    ],
    { ...user, cwd: '/', env: POSTGRES_ENVIRONMENT }
  )
}

function initFailure(
  error: NodeJS.ErrnoException & { stderr?: string },
  folder: string
): EmbeddedServiceError {
  const said = error.stderr?.trim() || error.message
  if (error.code === 'ENOSPC' || saysDiskFull(said)) return diskFull(folder)
  return new EmbeddedServiceError(
    'E_POSTGRES_INIT',
    `PostgreSQL could not make its data folder ${folder}: ${said}`
  )
}

/** Drafts stay behind when the machine or the process ended in the middle of initdb. */
async function removeDrafts(folder: string): Promise<void> {
  const parent = dirname(folder)
  const files = await readdir(parent).catch(() => [])
  const drafts = files.filter((file) => file.startsWith(`${basename(folder)}.draft-`))
  for (const draft of drafts) await rm(join(parent, draft), { recursive: true, force: true })
}
