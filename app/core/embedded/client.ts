import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DataFolder } from './data_folder.js'
import { EmbeddedServiceError } from './errors.js'
import { logSince, logSize, openLog } from './log_file.js'
import { receive, send, type ServicesAnswer, type ServicesWanted } from './messages.js'

/** How long the supervisor keeps the services after the last client has gone, in ms. */
const LINGER_MS = 5_000

/** A first start makes a cluster, which takes seconds; on a slow disk many. In ms. */
const PATIENCE_MS = 180_000

const RECONNECT_PAUSE_MS = 250

export interface EmbeddedOptions extends ServicesWanted {
  /** Folder of everything that this installation keeps. Relative to the working folder. */
  dataDir: string
  /** How long the services go on after the last client has gone, in ms. */
  lingerMs?: number
}

/** A hold on embedded services: they run until it is released, or this process ends. */
export interface EmbeddedHold {
  databaseUrl?: string
  redisUrl?: string
  release(): void
}

/**
 * Makes sure that the wanted services of a data folder run, and holds on to them. Starts the
 * supervisor when none is there; one that dies is replaced while the hold lasts, and the URLs stay
 * the same. The hold does not keep this process from ending by itself.
 *
 * @throws EmbeddedServiceError when a service cannot run, with the reason
 */
export async function ensureEmbedded(options: EmbeddedOptions): Promise<EmbeddedHold> {
  const client = new SupervisorClient(
    new DataFolder(options.dataDir),
    { postgres: options.postgres, redis: options.redis },
    options.lingerMs ?? LINGER_MS
  )
  const urls = await client.hold()
  return { ...urls, release: () => client.release() }
}

/** Whether anybody keeps the embedded services of a data folder running. Starts nothing. */
export async function embeddedRuns(dataDir: string): Promise<boolean> {
  const socket = await open(new DataFolder(dataDir).socket)
  socket?.destroy()
  return socket !== null
}

class SupervisorClient {
  private socket: Socket | null = null
  private released = false

  constructor(
    private readonly data: DataFolder,
    private readonly wanted: ServicesWanted,
    private readonly lingerMs: number
  ) {}

  async hold(): Promise<{ databaseUrl?: string; redisUrl?: string }> {
    await this.data.create()
    const deadline = Date.now() + PATIENCE_MS
    while (Date.now() < deadline) {
      const answer = await this.ask()
      if (answer && 'error' in answer) {
        this.release()
        throw new EmbeddedServiceError(answer.error.code, answer.error.message)
      }
      if (answer) return answer
    }
    throw new EmbeddedServiceError(
      'E_SUPERVISOR',
      `The embedded services did not start in ${PATIENCE_MS / 1000} s. See ${this.data.supervisorLog}`
    )
  }

  release(): void {
    this.released = true
    this.socket?.destroy()
  }

  /** The supervisor's answer; undefined when it ended before it gave one. */
  private async ask(): Promise<ServicesAnswer | undefined> {
    const socket = (await open(this.data.socket)) ?? (await this.startSupervisor())
    if (!socket) return undefined
    this.socket = socket
    const answered = receive<ServicesAnswer>(socket)
    send(socket, this.wanted)
    const answer = await answered
    if (!answer) return undefined
    socket.unref()
    socket.once('close', () => void this.holdAgain())
    return answer
  }

  /** A supervisor was killed: its successor takes over the services that it left behind. */
  private async holdAgain(): Promise<void> {
    while (!this.released) {
      await sleep(RECONNECT_PAUSE_MS, undefined, { ref: false })
      if (this.released) return
      try {
        await this.hold()
        return
      } catch {
        // The application sees its services missing, and its health check says so; this goes on.
      }
    }
  }

  /** Starts a supervisor and connects to it, or to one that another process started first. */
  private async startSupervisor(): Promise<Socket | null> {
    const logStart = await logSize(this.data.supervisorLog)
    const child = spawnSupervisor(this.data, this.lingerMs)
    let failed = false
    child.once('error', () => (failed = true))
    child.once('exit', (code) => (failed = code !== 0))
    while (child.exitCode === null && child.signalCode === null && !failed) {
      const socket = await open(this.data.socket)
      if (socket) return socket
      await sleep(25)
    }
    if (!failed) return open(this.data.socket)
    const said = (await logSince(this.data.supervisorLog, logStart)).trim()
    throw new EmbeddedServiceError(
      'E_SUPERVISOR',
      `The supervisor of the embedded services ended at once (${this.data.supervisorLog}): ${said}`
    )
  }
}

/** In a session of its own, so that Ctrl+C in a terminal reaches the application only. */
function spawnSupervisor(data: DataFolder, lingerMs: number): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts')
  const program = join(import.meta.dirname, isSource ? 'supervisor.ts' : 'supervisor.js')
  const loader = isSource ? [`--import=${import.meta.resolve('@poppinss/ts-exec')}`] : []
  const log = openLog(data.supervisorLog)
  try {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...loader, program, data.path, `${lingerMs}`],
      {
        cwd: resolve(import.meta.dirname, '../../..'),
        detached: true,
        stdio: ['ignore', log, log],
      }
    )
    child.unref()
    return child
  } finally {
    closeSync(log)
  }
}

function open(path: string): Promise<Socket | null> {
  return new Promise((done) => {
    const socket = connect(path, () => {
      socket.removeAllListeners('error')
      socket.on('error', () => {})
      done(socket)
    })
    socket.once('error', () => done(null))
  })
}
