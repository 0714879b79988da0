import { spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DataFolder, diskFull, saysDiskFull } from './data_folder.js'
import { type Adoptable, type EmbeddedServer, PortTakenError } from './embedded_server.js'
import { EmbeddedServiceError } from './errors.js'
import { logSince, logSize, openLog } from './log_file.js'
import { ensureCluster, POSTGRES_USER } from './postgres_cluster.js'
import { ensureDatabase, POSTGRES_DATABASE, whyRefused } from './postgres_probe.js'
import { POSTGRES_ENVIRONMENT, type PostgresPrograms } from './postgres_programs.js'
import { isWorkingIn, processesIn } from './process_identity.js'
import { endProcess, fromChild, fromPid, type ServerProcess } from './server_process.js'
import type { UnprivilegedUser } from './unprivileged_user.js'

/** Crash recovery of a large write-ahead log takes its time; this is far beyond it. In ms. */
const START_PATIENCE_MS = 120_000

/** How long backends of a killed postmaster may hold its shared memory, in ms. */
const ORPHAN_PATIENCE_MS = 15_000

/** Fast shutdown, then immediate (recovery at the next start), then by force. PostgreSQL docs 18.5. */
const STOP_STEPS: { signal: NodeJS.Signals; waitMs: number }[] = [
  { signal: 'SIGINT', waitMs: 10_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
]

/** `fsync` and `synchronous_commit` are on: what was acknowledged outlives a kill of anything. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  fsync: 'on',
  synchronous_commit: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
}

interface PostgresOptions {
  data: DataFolder
  /** Where the cluster is: below the data folder, or where the unprivileged user can reach it. */
  cluster: string
  programs: PostgresPrograms
  user: UnprivilegedUser | null
  password: string
}

/** PostgreSQL as a child process, on the cluster of one data folder. */
export class PostgresServer implements EmbeddedServer {
  readonly name = 'postgres'

  constructor(private readonly options: PostgresOptions) {}

  async findOrphan(): Promise<Adoptable | null> {
    const { cluster } = this.options
    const lock = await readPostmasterLock(cluster)
    if (!lock) return null
    if (await isWorkingIn(lock.pid, cluster)) {
      const orphan = fromPid(lock.pid)
      const refused = await whyRefused(this.url(lock.port, 'postgres'))
      if (refused === null) {
        await ensureDatabase(this.url(lock.port, 'postgres'))
        return { process: orphan, port: lock.port }
      }
      await this.stop(orphan)
      return null
    }
    await this.clearLockOfStranger(lock.pid)
    return null
  }

  prepare(): Promise<void> {
    const { cluster, programs, user, password } = this.options
    return ensureCluster(cluster, programs, user, password)
  }

  async launch(port: number): Promise<ServerProcess> {
    const deadline = Date.now() + ORPHAN_PATIENCE_MS
    for (;;) {
      const logStart = await logSize(this.options.data.postgresLog)
      const server = await this.spawn(port)
      const ready = await this.becomesReady(server, port)
      if (ready) return server
      const said = await logSince(this.options.data.postgresLog, logStart)
      if (!heldByOrphans(said) || Date.now() > deadline) throw this.startFailure(said, port)
      await sleep(200)
    }
  }

  stop(server: ServerProcess): Promise<void> {
    return endProcess(server, STOP_STEPS)
  }

  url(port: number, database = POSTGRES_DATABASE): string {
    return `postgres://${POSTGRES_USER}:${this.options.password}@127.0.0.1:${port}/${database}`
  }

  private async spawn(port: number): Promise<ServerProcess> {
    const { data, cluster, programs, user } = this.options
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const log = openLog(data.postgresLog)
    try {
      const child = spawn(programs.postgres, ['-D', cluster, '-p', `${port}`, ...settings], {
        ...user,
        cwd: '/',
        env: POSTGRES_ENVIRONMENT,
        stdio: ['ignore', log, log],
      })
      return await fromChild(child)
    } finally {
      closeSync(log)
    }
  }

  /** True when it answers, false when it ended instead. */
  private async becomesReady(server: ServerProcess, port: number): Promise<boolean> {
    let ended = false
    void server.exited.then(() => (ended = true))
    const deadline = Date.now() + START_PATIENCE_MS
    while (!ended) {
      const refused = await whyRefused(this.url(port, 'postgres'))
      if (refused === null && !ended) {
        await ensureDatabase(this.url(port, 'postgres'))
        return true
      }
      if (refused === 'credentials' && (await this.ownsPort(server, port))) {
        await this.stop(server)
        throw wrongPassword(this.options.cluster)
      }
      if (Date.now() > deadline) {
        await this.stop(server)
        return false
      }
      await Promise.race([sleep(50), server.exited])
    }
    return false
  }

  /** Its lock file says on which port the postmaster listens, once it does. */
  private async ownsPort(server: ServerProcess, port: number): Promise<boolean> {
    const lock = await readPostmasterLock(this.options.cluster)
    return lock?.pid === server.pid && lock.port === port && lock.ready
  }

  private startFailure(said: string, port: number): Error {
    const { cluster, data } = this.options
    if (said.includes('Address already in use')) return new PortTakenError(port)
    if (saysDiskFull(said)) return diskFull(cluster)
    return new EmbeddedServiceError(
      'E_POSTGRES_START',
      `PostgreSQL did not start on ${cluster}. It said (${data.postgresLog}): ${said.trim()}`
    )
  }

  /**
   * PostgreSQL takes any living process whose id is in its lock file for a postmaster, and refuses
   * to start. After a reboot or in a new container that is a stranger. The file is removed only
   * when nothing works in the folder, since it also guards against backends that are still writing.
   */
  private async clearLockOfStranger(pid: number): Promise<void> {
    const { cluster } = this.options
    if (!hasProcess(pid) || (await processesIn(cluster)).length > 0) return
    await rm(join(cluster, 'postmaster.pid'), { force: true })
  }
}

/** As PostgreSQL itself asks (`CreateLockFile` in miscinit.c): ended but unreaped counts as well. */
function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function heldByOrphans(said: string): boolean {
  return /pre-existing shared memory block|lock file "postmaster\.pid" already exists/.test(said)
}

function wrongPassword(cluster: string): EmbeddedServiceError {
  return new EmbeddedServiceError(
    'E_POSTGRES_CREDENTIALS',
    `PostgreSQL on ${cluster} refuses the password in credentials.json: the two do not belong ` +
      'together. Restore that file from a copy, or move both away to start empty'
  )
}

/** Lines of postmaster.pid: process id, data folder, start time, port, ..., status (`miscinit.c`). */
async function readPostmasterLock(
  cluster: string
): Promise<{ pid: number; port: number; ready: boolean } | null> {
  const content = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null)
  if (content === null) return null
  const lines = content.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}
