import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const FROM_SOURCES = import.meta.url.endsWith('.ts')
const TAIL_LINES = 40

const ARGUMENTS = {
  web: FROM_SOURCES ? ['ace.js', 'serve'] : ['bin/server.js'],
  worker: ['ace.js', 'worker'],
}

export type Role = keyof typeof ARGUMENTS

/** One role of the product (`web` or `worker`) in a process of its own. */
export class RoleProcess {
  readonly #child: ChildProcess
  readonly #tail: string[] = []
  readonly exited: Promise<number | null>

  private constructor(
    readonly role: Role,
    child: ChildProcess
  ) {
    this.#child = child
    this.exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
  }

  /** Starts the role with `environment` over this process's own; its output goes to `logFile`. */
  static start(
    role: Role,
    options: { environment: NodeJS.ProcessEnv; logFile?: string }
  ): RoleProcess {
    const child = spawn(process.execPath, ARGUMENTS[role], {
      cwd: ROOT,
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const started = new RoleProcess(role, child)
    const log = options.logFile ? createWriteStream(options.logFile, { flags: 'a' }) : null
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        log?.write(chunk)
        started.#remember(chunk.toString())
      })
    }
    child.once('exit', () => log?.end())
    return started
  }

  #remember(text: string): void {
    this.#tail.push(...text.split('\n').filter(Boolean))
    this.#tail.splice(0, Math.max(0, this.#tail.length - TAIL_LINES))
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** The last lines that the role printed, for an error message. */
  get outputTail(): string {
    return this.#tail.join('\n')
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Asks the role to drain (SIGTERM) and waits for its exit; kills it after `graceMs`. */
  async stop(graceMs = 20_000): Promise<number | null> {
    if (this.isRunning) this.#child.kill('SIGTERM')
    const bound = setTimeout(() => this.#child.kill('SIGKILL'), graceMs)
    const code = await this.exited
    clearTimeout(bound)
    return code
  }
}

/**
 * Waits until the web role answers on `url` that it is ready.
 * @throws Error with the role's last output when it exits or the time runs out.
 */
export async function waitUntilReady(
  web: RoleProcess,
  url: string,
  timeoutMs = 60_000
): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    if (!web.isRunning) break
    const ready = await fetch(`${url}/health/ready`).then(
      (response) => response.ok,
      () => false
    )
    if (ready) return
    await pause(100)
  }
  throw new Error(`The web role did not become ready.\n${web.outputTail}`)
}

/** `preferred` when nothing listens there, else a free port that the system picks. */
export async function freePort(preferred = 0): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number | null>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(null))
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' ? (address?.port ?? null) : null))
      })
    })
  const found = (await tryPort(preferred)) ?? (await tryPort(0))
  if (found === null) throw new Error('No free port on 127.0.0.1')
  return found
}
