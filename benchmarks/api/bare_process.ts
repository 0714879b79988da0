import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../bin/role_process.js'

const ROOT = join(import.meta.dirname, '../..')

/** The reference server in a process of its own, on the data of a product. */
export class BareServer {
  #child: ChildProcess | null = null
  #port = 0

  constructor(readonly dataDir: string) {}

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Starts it and waits until it answers, at most a minute. */
  async start(productUrl: string): Promise<void> {
    this.#port = await freePort()
    const child = spawn(
      process.execPath,
      ['--import=@poppinss/ts-exec', join(ROOT, 'benchmarks/api/bare_server.ts')],
      {
        cwd: ROOT,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...process.env,
          NODE_ENV: 'production',
          DATA_DIR: this.dataDir,
          HOST: '127.0.0.1',
          PORT: String(this.#port),
          // Media come from where the product's come from.
          APP_URL: productUrl,
          LOG_LEVEL: 'error',
        },
      }
    )
    this.#child = child
    for (let tries = 0; tries < 600; tries++) {
      const ready = await fetch(`${this.url}/health/ready`).then(
        ({ ok }) => ok,
        () => false
      )
      if (ready) return
      if (child.exitCode !== null) break
      await pause(100)
    }
    throw new Error('The reference server did not start')
  }

  async stop(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}
