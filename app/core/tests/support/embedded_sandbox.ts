import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { type EmbeddedHold, type EmbeddedOptions, ensureEmbedded } from '#core/embedded/client'
import { isAlive, processesIn } from '#core/embedded/process_identity'

const LINGER_MS = 700

/** A data folder of its own, and everything that was started on it: gone after `close`. */
export class EmbeddedSandbox {
  private readonly holds: EmbeddedHold[] = []
  private readonly clients: ChildProcess[] = []

  private constructor(readonly dataDir: string) {}

  /** @param parent where the folder is made; the system's temporary folder when left out */
  static async open(parent = tmpdir()): Promise<EmbeddedSandbox> {
    return new EmbeddedSandbox(await realpath(await mkdtemp(join(parent, 'flixflow-embedded-'))))
  }

  /** Holds the services from this process. */
  async hold(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedHold> {
    const hold = await ensureEmbedded({
      dataDir: this.dataDir,
      postgres: true,
      redis: true,
      lingerMs: LINGER_MS,
      ...options,
    })
    this.holds.push(hold)
    return hold
  }

  /** Holds the services from another process, which can be killed. */
  async holdElsewhere(): Promise<{ process: ChildProcess; databaseUrl: string; redisUrl: string }> {
    const program = join(import.meta.dirname, 'hold_embedded_services.ts')
    const child = spawn(
      process.execPath,
      ['--import=@poppinss/ts-exec', program, this.dataDir, `${LINGER_MS}`],
      { stdio: ['ignore', 'pipe', 'inherit'] }
    )
    this.clients.push(child)
    for await (const line of createInterface({ input: child.stdout })) {
      return { process: child, ...JSON.parse(line) }
    }
    throw new Error('The client ended before it had the services')
  }

  async postgresPid(): Promise<number> {
    const lock = await readFile(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8')
    return Number(lock.split('\n')[0])
  }

  async redisPid(): Promise<number> {
    return Number(await readFile(join(this.dataDir, 'redis', 'redis.pid'), 'utf8'))
  }

  /** The supervisor is the one that has the lock file open: it says so at each start. */
  async supervisorPid(): Promise<number> {
    const log = await readFile(join(this.dataDir, 'logs', 'supervisor.log'), 'utf8')
    return Number([...log.matchAll(/process (\d+) listens on/g)].at(-1)?.[1])
  }

  /** Resolves when nothing of this sandbox runs any more; false when that takes too long. */
  async isQuiet(patienceMs = 15_000): Promise<boolean> {
    const supervisor = await this.supervisorPid().catch(() => Number.NaN)
    return eventually(patienceMs, async () => {
      const [postgres, redis] = await Promise.all(
        ['postgres', 'redis'].map((name) => processesIn(join(this.dataDir, name)))
      )
      const supervised = Number.isInteger(supervisor) && isAlive(supervisor)
      return postgres!.length === 0 && redis!.length === 0 && !supervised
    })
  }

  async close(): Promise<void> {
    for (const hold of this.holds) hold.release()
    for (const client of this.clients) client.kill('SIGKILL')
    const quiet = await this.isQuiet()
    await rm(this.dataDir, { recursive: true, force: true })
    if (!quiet) throw new Error(`Processes are left on ${this.dataDir}`)
  }
}

/** True as soon as the question is answered with true, false after the patience, in ms. */
export async function eventually(
  patienceMs: number,
  question: () => Promise<boolean>
): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    if (await question().catch(() => false)) return true
    await sleep(50)
  }
  return false
}

export async function query(databaseUrl: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

export async function redisCall(redisUrl: string, ...command: [string, ...string[]]) {
  const client = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null })
  client.on('error', () => {})
  try {
    await client.connect()
    return await client.call(...command)
  } finally {
    client.disconnect()
  }
}
