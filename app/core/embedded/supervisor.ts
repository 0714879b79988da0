/**
 * The process that owns the embedded PostgreSQL and Redis of one data folder. It starts them when
 * the first client asks, starts them again when they die, and stops them and itself when the last
 * client has been gone for a while. Clients are counted by their open connections, which the kernel
 * closes whatever way a client ends.
 *
 *     node --import=@poppinss/ts-exec app/core/embedded/supervisor.ts DATA_DIR LINGER_MS
 */
import { chmod, lstat, mkdir, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DataFolder } from './data_folder.js'
import { EmbeddedServiceError } from './errors.js'
import { boundLog } from './log_file.js'
import { receive, send, type ServicesAnswer, type ServicesWanted } from './messages.js'
import { EmbeddedServices } from './services.js'
import { type SupervisorLock, takeSupervisorLock } from './supervisor_lock.js'

/** How often the logs are cut and the data folder is looked at, in ms. */
const ROUND_MS = 2_000

/** A supervisor that is ending may still hold the lock for as long as PostgreSQL takes to stop. */
const LOCK_PATIENCE_MS = 30_000

const log = (message: string) => console.log(`${new Date().toISOString()} ${message}`)

class Supervisor {
  private readonly clients = new Set<Socket>()
  private readonly server: Server = createServer((socket) => void this.serve(socket))
  private idleTimer: NodeJS.Timeout | undefined
  private ending = false

  constructor(
    private readonly data: DataFolder,
    private readonly services: EmbeddedServices,
    private readonly lock: SupervisorLock,
    private readonly lingerMs: number
  ) {}

  async run(): Promise<void> {
    await makeSocketFolder(this.data.socket)
    await rm(this.data.socket, { force: true })
    const previousMask = process.umask(0o177)
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(this.data.socket, resolve)
    })
    process.umask(previousMask)
    await chmod(this.data.socket, 0o600)
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => void this.end(`got ${signal}`))
    }
    setInterval(() => void this.lookAround(), ROUND_MS)
    this.endWhenIdle()
    log(`process ${process.pid} listens on ${this.data.socket}`)
  }

  private async serve(socket: Socket): Promise<void> {
    if (this.ending) {
      socket.destroy()
      return
    }
    clearTimeout(this.idleTimer)
    this.clients.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => {
      this.clients.delete(socket)
      this.endWhenIdle()
    })
    const wanted = await receive<ServicesWanted>(socket)
    if (wanted) send(socket, await this.answer(wanted))
  }

  private async answer(wanted: ServicesWanted): Promise<ServicesAnswer> {
    try {
      return await this.services.urls(wanted)
    } catch (error) {
      const { message, code } = error as EmbeddedServiceError
      log(message)
      return { error: { code: code ?? 'E_SUPERVISOR', message } }
    }
  }

  private endWhenIdle(): void {
    if (this.clients.size > 0) return
    clearTimeout(this.idleTimer)
    this.idleTimer = setTimeout(() => {
      if (this.clients.size === 0) void this.end('no client is left')
    }, this.lingerMs)
  }

  private async lookAround(): Promise<void> {
    if (!this.lock.stillHeld()) return this.end('the data folder was removed')
    const { supervisorLog, postgresLog, redisLog } = this.data
    const logs = [supervisorLog, postgresLog, redisLog]
    await Promise.all(logs.map(boundLog)).catch((error: Error) => log(error.message))
  }

  /**
   * The socket goes first, so that a client that comes now starts another supervisor, which waits
   * for the lock until this process has ended.
   */
  private async end(reason: string): Promise<void> {
    if (this.ending) return
    this.ending = true
    log(`ends: ${reason}`)
    this.server.close()
    for (const client of this.clients) client.destroy()
    await this.services.stop()
    log('ended')
    process.exit(0)
  }
}

/** The folder that holds the socket when it is not the data folder: closed to other users. */
async function makeSocketFolder(socket: string): Promise<void> {
  const folder = dirname(socket)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { uid } = await lstat(folder)
  if (uid !== (process.getuid?.() ?? uid)) {
    throw new EmbeddedServiceError('E_DATA_FOLDER', `${folder} belongs to another user. Remove it`)
  }
}

/** The lock, or null when another supervisor serves this folder already. */
async function becomeTheOne(data: DataFolder): Promise<SupervisorLock | null> {
  const deadline = Date.now() + LOCK_PATIENCE_MS
  while (Date.now() < deadline) {
    const lock = takeSupervisorLock(data.lock)
    if (lock) return lock
    if (await isServed(data.socket)) return null
    await sleep(50)
  }
  return null
}

function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

const [folder = '.data', lingerMs = '5000'] = process.argv.slice(2)
process.title = 'flixflow-embedded'
const data = new DataFolder(folder)
await data.create()
const lock = await becomeTheOne(data)
if (lock) {
  await new Supervisor(data, new EmbeddedServices(data, log), lock, Number(lingerMs)).run()
}
