import { spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { tool } from '../tools.js'
import { type DataFolder, diskFull, saysDiskFull } from './data_folder.js'
import { type Adoptable, type EmbeddedServer, PortTakenError } from './embedded_server.js'
import { EmbeddedServiceError } from './errors.js'
import { logSince, logSize, openLog } from './log_file.js'
import { replacePrivateFile } from './private_file.js'
import { isWorkingIn } from './process_identity.js'
import { redisAnswers } from './redis_probe.js'
import { endProcess, fromChild, fromPid, type ServerProcess } from './server_process.js'

/** Reading back a large append-only file takes its time; this is far beyond it. In ms. */
const START_PATIENCE_MS = 60_000

/** SIGTERM makes Redis write out its append-only file before it ends. */
const STOP_STEPS: { signal: NodeJS.Signals; waitMs: number }[] = [
  { signal: 'SIGTERM', waitMs: 10_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
]

/** Redis as a child process, on the folder `redis` of one data folder. */
export class RedisServer implements EmbeddedServer {
  readonly name = 'redis'

  constructor(
    private readonly data: DataFolder,
    private readonly password: string
  ) {}

  async findOrphan(): Promise<Adoptable | null> {
    const pid = Number(await readFile(this.pidFile, 'utf8').catch(() => ''))
    if (!pid || !(await isWorkingIn(pid, this.data.redis))) return null
    const orphan = fromPid(pid)
    const configuration = await readFile(this.configurationFile, 'utf8').catch(() => '')
    const port = Number(/^port (\d+)$/m.exec(configuration)?.[1])
    if (port && (await redisAnswers(port, this.password))) return { process: orphan, port }
    await this.stop(orphan)
    return null
  }

  async prepare(): Promise<void> {
    await mkdir(this.data.redis, { recursive: true, mode: 0o700 })
  }

  async launch(port: number): Promise<ServerProcess> {
    await replacePrivateFile(this.configurationFile, this.configuration(port))
    const logStart = await logSize(this.data.redisLog)
    const server = await this.spawn()
    if (await this.becomesReady(server, port)) return server
    throw this.startFailure(await logSince(this.data.redisLog, logStart), port)
  }

  stop(server: ServerProcess): Promise<void> {
    return endProcess(server, STOP_STEPS)
  }

  url(port: number): string {
    return `redis://:${this.password}@127.0.0.1:${port}/0`
  }

  private get configurationFile(): string {
    return join(this.data.redis, 'redis.conf')
  }

  private get pidFile(): string {
    return join(this.data.redis, 'redis.pid')
  }

  /** Queues may lose no job to eviction (`noeviction`), and at most a second to a kill (AOF). */
  private configuration(port: number): string {
    return [
      `port ${port}`,
      'bind 127.0.0.1',
      'protected-mode yes',
      `requirepass ${this.password}`,
      `dir ${JSON.stringify(this.data.redis)}`,
      `pidfile ${JSON.stringify(this.pidFile)}`,
      'daemonize no',
      'appendonly yes',
      'appendfsync everysec',
      'save ""',
      'maxmemory-policy noeviction',
      '',
    ].join('\n')
  }

  private async spawn(): Promise<ServerProcess> {
    const log = openLog(this.data.redisLog)
    try {
      const child = spawn(await tool('redis-server'), [this.configurationFile], {
        cwd: this.data.redis,
        env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
        stdio: ['ignore', log, log],
      })
      return await fromChild(child)
    } finally {
      closeSync(log)
    }
  }

  private async becomesReady(server: ServerProcess, port: number): Promise<boolean> {
    let ended = false
    void server.exited.then(() => (ended = true))
    const deadline = Date.now() + START_PATIENCE_MS
    while (!ended) {
      if ((await redisAnswers(port, this.password)) && !ended) return true
      if (Date.now() > deadline) {
        await this.stop(server)
        return false
      }
      await Promise.race([sleep(20), server.exited])
    }
    return false
  }

  private startFailure(said: string, port: number): Error {
    if (said.includes('Address already in use')) return new PortTakenError(port)
    if (saysDiskFull(said)) return diskFull(this.data.redis)
    return new EmbeddedServiceError(
      'E_REDIS_START',
      `Redis did not start on ${this.data.redis}. It said (${this.data.redisLog}): ${said.trim()}`
    )
  }
}
