import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, RoleProcess, waitUntilReady } from '../../bin/role_process.js'
import type { FilmLength } from './load_film.js'

/** What the fill step tells: how far it is, then what can be watched. */
export type FillEvent =
  { name: 'progress'; words: string } | { name: 'filled'; titleId: string; accounts: number }

/** A product of its own for load: own data folder, own PostgreSQL and Redis, own port. */
export class Product {
  readonly #environment: NodeJS.ProcessEnv
  readonly #roles: RoleProcess[] = []
  readonly #children = new Set<ChildProcess>()
  #isStopped = false

  private constructor(
    readonly dataDir: string,
    readonly url: string
  ) {
    this.#environment = {
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: new URL(url).port,
      APP_URL: url,
      // Load never reaches a database or an edge that happens to be configured here.
      DATABASE_URL: undefined,
      REDIS_URL: undefined,
      EDGE_URL: undefined,
    }
  }

  static async prepare(dataDir: string): Promise<Product> {
    await mkdir(join(dataDir, 'logs'), { recursive: true })
    return new Product(dataDir, `http://127.0.0.1:${await freePort()}`)
  }

  /**
   * Migrates and makes sure that the film, the accounts, the invented titles, and what a model learns
   * from are there.
   */
  async fill(
    wanted: { accounts: number; film: FilmLength; titles: number; histories?: number },
    onProgress: (words: string) => void
  ): Promise<{ titleId: string }> {
    await this.#ace(['migration:run', '--force', '--compact-output'], () => undefined)
    let titleId = ''
    const { accounts, titles, histories = 0 } = wanted
    const amounts = Object.entries({ accounts, titles, histories }).flatMap(([name, amount]) => [
      `--${name}`,
      String(amount),
    ])
    const short = wanted.film === 'short' ? ['--short'] : []
    await this.#ace(['load:fill', ...amounts, ...short], (event) => {
      if (event.name === 'progress') onProgress(event.words)
      else titleId = event.titleId
    })
    return { titleId }
  }

  /** Starts the web role and waits until it is ready. */
  async start(): Promise<void> {
    this.#stayUnlessStopped()
    const web = RoleProcess.start('web', {
      environment: this.#environment,
      logFile: join(this.dataDir, 'logs', 'web.log'),
    })
    this.#roles.push(web)
    await waitUntilReady(web, this.url)
  }

  /** The web role's process, for those who want to look at it while it works. */
  get webPid(): number | undefined {
    return this.#roles[0]?.pid
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const child of this.#children) child.kill('SIGTERM')
    await Promise.all(this.#roles.map((role) => role.stop()))
  }

  /** Who is asked to stop between two steps does not begin the next one. */
  #stayUnlessStopped(): void {
    if (this.#isStopped) throw new Error('Stopped before the service was ready')
  }

  #ace(args: string[], onEvent: (event: FillEvent) => void): Promise<void> {
    this.#stayUnlessStopped()
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['ace.js', ...args], {
        env: { ...process.env, ...this.#environment },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      })
      this.#children.add(child)
      let output = ''
      for (const stream of [child.stdout!, child.stderr!]) {
        stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8000)))
      }
      child.on('message', (message) => onEvent(message as FillEvent))
      child.once('error', reject)
      child.once('close', (code) => {
        this.#children.delete(child)
        if (code === 0) resolve()
        else reject(new Error(`ace ${args.join(' ')} failed.\n${output}`))
      })
    })
  }
}
