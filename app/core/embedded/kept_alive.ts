import { setTimeout as sleep } from 'node:timers/promises'
import { type EmbeddedServer, PortTakenError } from './embedded_server.js'
import { choosePort } from './ports.js'
import type { ServerProcess } from './server_process.js'

const FIRST_BACKOFF_MS = 100
const LONGEST_BACKOFF_MS = 5_000

/** A server that ran this long starts its backoff from the beginning when it dies, in ms. */
const STABLE_AFTER_MS = 30_000

/** Where the port that clients were told is kept, so that the next start uses it again. */
export interface PortMemory {
  read(): Promise<number | undefined>
  write(port: number): Promise<void>
}

/** Keeps one server running, on one port, until told to stop. */
export class KeptAlive {
  private starting: Promise<string> | null = null
  private running: ServerProcess | null = null
  private stopping = false
  private readonly stopped = new AbortController()

  constructor(
    private readonly server: EmbeddedServer,
    private readonly port: PortMemory,
    private readonly log: (message: string) => void
  ) {}

  /**
   * The server's URL, as soon as it answers. The first call starts the server or takes over the one
   * that runs. A start that failed is tried anew by the next call.
   */
  url(): Promise<string> {
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = null
      throw error
    })
    return this.starting
  }

  async stop(): Promise<void> {
    this.stopping = true
    this.stopped.abort()
    await this.starting?.catch(() => {})
    if (this.running) await this.server.stop(this.running)
    this.running = null
  }

  private async start(): Promise<string> {
    const orphan = await this.server.findOrphan()
    if (orphan) {
      this.log(`${this.server.name}: took over process ${orphan.process.pid}`)
      await this.port.write(orphan.port)
      this.watch(orphan.process, orphan.port, FIRST_BACKOFF_MS)
      return this.server.url(orphan.port)
    }
    await this.server.prepare()
    const port = await this.startOnFreePort()
    return this.server.url(port)
  }

  private async startOnFreePort(): Promise<number> {
    const port = await choosePort(await this.port.read())
    await this.port.write(port)
    try {
      this.watch(await this.server.launch(port), port, FIRST_BACKOFF_MS)
      return port
    } catch (error) {
      if (!(error instanceof PortTakenError)) throw error
      return this.startOnFreePort()
    }
  }

  private watch(process: ServerProcess, port: number, backoffMs: number): void {
    this.running = process
    const since = Date.now()
    this.log(`${this.server.name}: process ${process.pid} answers on port ${port}`)
    void process.exited.then(() => {
      if (this.stopping) return
      const stable = Date.now() - since > STABLE_AFTER_MS
      this.log(`${this.server.name}: process ${process.pid} ended, starting it again`)
      this.starting = this.restart(port, stable ? FIRST_BACKOFF_MS : backoffMs)
      this.starting.catch(() => {})
    })
  }

  /** Clients know the port, so it stays: when something else took it, wait until it is free. */
  private async restart(port: number, backoffMs: number): Promise<string> {
    this.running = null
    let pause = backoffMs
    for (;;) {
      await sleep(pause, undefined, { signal: this.stopped.signal })
      pause = Math.min(pause * 2, LONGEST_BACKOFF_MS)
      try {
        this.watch(await this.server.launch(port), port, pause)
        return this.server.url(port)
      } catch (error) {
        this.log(`${this.server.name}: ${(error as Error).message}`)
      }
    }
  }
}
