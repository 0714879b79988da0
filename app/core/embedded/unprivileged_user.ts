import { execFile, type ExecFileException } from 'node:child_process'
import { chmod, chown, cp, lstat, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EmbeddedServiceError } from './errors.js'

/** The user that PostgreSQL runs as when the service itself runs as root. */
export interface UnprivilegedUser {
  uid: number
  gid: number
}

/** Where folders go that the unprivileged user must reach; kept over reboots, unlike /tmp. */
const REACHABLE = '/var/tmp'

/**
 * The user to run PostgreSQL as: null when this process is not root and needs none. The user must
 * have a name, which initdb looks up.
 *
 * @throws EmbeddedServiceError E_NO_UNPRIVILEGED_USER when there is none, or when this root may not
 * become another user, as in some containers.
 */
export async function unprivilegedUser(): Promise<UnprivilegedUser | null> {
  if (process.getuid?.() !== 0) return null
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users)
  if (!entry) {
    throw noUser("there is no user 'nobody'")
  }
  const user = { uid: Number(entry[1]), gid: Number(entry[2]) }
  const refused = await run('/bin/sh', ['-c', 'exit 0'], user)
  if (refused) throw noUser(`root may not become 'nobody' here (${refused.message})`)
  return user
}

/** True when the user may enter the folder: every folder above it lets them through. */
export async function canEnter(folder: string, user: UnprivilegedUser): Promise<boolean> {
  return (await run('/bin/sh', ['-c', 'cd -- "$0"', folder], user)) === null
}

/**
 * A folder of this installation that the user can enter: `wanted` when it is not below a folder
 * that is closed to them (such as /root), else one below /var/tmp.
 */
export async function reachableFolder(
  wanted: { parent: string; name: string },
  installationId: string,
  user: UnprivilegedUser | null
): Promise<string> {
  if (!user) return join(wanted.parent, wanted.name)
  if (!(await canEnter(wanted.parent, user))) await letThrough(wanted.parent, user)
  if (await canEnter(wanted.parent, user)) return join(wanted.parent, wanted.name)
  const folder = join(REACHABLE, `flixflow-${installationId}`)
  await makeOwnFolder(folder)
  return join(folder, wanted.name)
}

/**
 * A folder of programs that the user can run: the given one, or a copy of it below /var/tmp when a
 * folder above it is closed to them.
 *
 * @param version names the copy, so that another version gets its own
 */
export async function reachablePrograms(
  folder: string,
  version: string,
  user: UnprivilegedUser | null
): Promise<string> {
  if (!user || (await canEnter(folder, user))) return folder
  const shelf = join(REACHABLE, 'flixflow-programs')
  await makeOwnFolder(shelf)
  const copy = join(shelf, version)
  if ((await lstat(copy).catch(() => null)) === null) {
    const draft = `${copy}.${process.pid}`
    await cp(folder, draft, { recursive: true, verbatimSymlinks: true })
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }))
  }
  return copy
}

/** Hands a folder to the user, or leaves it alone when there is none. */
export async function giveTo(user: UnprivilegedUser | null, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid)
}

/**
 * Lets the user's group, and nobody else, pass through a folder of ours that has no group rights
 * yet, as a temporary folder has none.
 */
async function letThrough(folder: string, user: UnprivilegedUser): Promise<void> {
  const { uid, mode } = await lstat(folder)
  if (uid !== process.getuid?.() || (mode & 0o070) !== 0) return
  if (!(await canEnter(dirname(folder), user))) return
  await chown(folder, uid, user.gid)
  await chmod(folder, (mode & 0o777) | 0o010)
}

/** /var/tmp is everybody's: a folder that someone else put there under our name is not used. */
async function makeOwnFolder(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o755 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new EmbeddedServiceError(
      'E_DATA_FOLDER',
      `${folder} belongs to another user. Remove it, or set DATA_DIR to a folder outside of /root`
    )
  }
}

function noUser(reason: string): EmbeddedServiceError {
  return new EmbeddedServiceError(
    'E_NO_UNPRIVILEGED_USER',
    `PostgreSQL refuses to run as root, and ${reason}. Start as another user, or set DATABASE_URL`
  )
}

function run(
  file: string,
  args: string[],
  user: UnprivilegedUser
): Promise<ExecFileException | null> {
  return new Promise((resolve) => {
    try {
      execFile(file, args, { ...user, cwd: '/' }, (error) => resolve(error))
    } catch (error) {
      resolve(error as ExecFileException)
    }
  })
}
