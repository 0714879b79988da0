import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import { freePort, RoleProcess, waitUntilReady } from '../bin/role_process.js'
import type { DemoEvent } from './demo_fill.js'

const DEFAULT_PORT = 3333

/**
 * Runs the whole product on this machine: web, worker, embedded PostgreSQL and Redis, and a
 * catalogue that the real pipeline ingests from real video. With `--check` it plays the film in a
 * headless browser, resumes on a second device, prints one JSON line and stops everything.
 */
export default class Demo extends BaseCommand {
  static override commandName = 'demo'
  static override description = 'Run the whole product on this machine, with real video'

  @flags.boolean({ description: 'Play and resume headless, print one JSON line, and stop' })
  declare check: boolean

  @flags.number({ description: 'Port of the web role (another is taken when it is in use)' })
  declare port: number

  #startedAt = Date.now()
  #roles: RoleProcess[] = []
  #fill: ReturnType<typeof spawn> | null = null
  #stopping = false

  override async run() {
    const dataDir = this.check
      ? await mkdtemp(join(tmpdir(), 'flixflow-check-'))
      : (process.env.DATA_DIR ?? '.data')
    await mkdir(join(dataDir, 'logs'), { recursive: true })
    process.once('SIGINT', () => void this.#stop())
    process.once('SIGTERM', () => void this.#stop())
    try {
      const url = await this.#boot(dataDir)
      if (this.check) await this.#runCheck(url)
      else await this.#serveUntilStopped(url)
    } catch (error) {
      if (!this.#stopping) {
        this.exitCode = 1
        this.logger.error(error instanceof Error ? error.message : String(error))
      }
    } finally {
      await this.#stop()
      if (this.check) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    }
  }

  /** Migrates, then starts both roles. Gives the address of the web role. */
  async #boot(dataDir: string): Promise<string> {
    const port = await freePort(this.check ? 0 : (this.port ?? DEFAULT_PORT))
    const url = `http://localhost:${port}`
    Object.assign(process.env, {
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: '127.0.0.1',
      APP_URL: url,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    })
    this.logger.info(`Starting PostgreSQL, Redis, web and worker (data in ${dataDir})`)
    await this.#ace('migration:run', '--force', '--compact-output')
    const start = (role: 'web' | 'worker') =>
      RoleProcess.start(role, { environment: {}, logFile: join(dataDir, 'logs', `${role}.log`) })
    const web = start('web')
    this.#roles = [web, start('worker')]
    await waitUntilReady(web, url)
    this.logger.success(`Up in ${((Date.now() - this.#startedAt) / 1000).toFixed(1)} s`)
    return url
  }

  /** Runs another ace command with this environment. */
  #ace(...args: string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['ace.js', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let output = ''
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
      child.once('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`ace ${args.join(' ')} failed.\n${output}`))
      )
    })
  }

  /** Fills the catalogue in a process of its own and passes on what it reports. */
  #fillCatalogue(onEvent: (event: DemoEvent) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['ace.js', 'demo:fill'], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      this.#fill = child
      child.on('message', (message) => onEvent(message as DemoEvent))
      child.once('exit', (code, signal) =>
        code === 0
          ? resolve()
          : reject(new Error(`The catalogue could not be filled (${signal ?? `exit ${code}`})`))
      )
    })
  }

  async #serveUntilStopped(url: string): Promise<void> {
    let account = { email: '', password: '' }
    await this.#fillCatalogue((event) => {
      if (event.name === 'account') account = event
      if (event.name === 'playable' && event.kind === 'film') {
        this.logger.success(`The film can be watched now: ${url}/watch/${event.id}`)
      }
      if (event.name === 'teaching') this.logger.info(event.words)
    })
    this.logger.log(
      `\n  Open    ${url}\n  Log in  ${account.email}  ${account.password}\n  Mails   ${url}/mail\n`
    )
    this.logger.log('  Press Ctrl-C to stop.')
    await Promise.race(this.#roles.map((role) => role.exited))
    if (this.#stopping) return
    const ended = this.#roles.find((role) => !role.isRunning)
    throw new Error(`The ${ended?.role} role ended by itself.\n${ended?.outputTail}`)
  }

  async #runCheck(url: string): Promise<void> {
    const account = { email: '', password: '' }
    const film = { id: '', readyAt: 0 }
    let titles = 0
    await this.#fillCatalogue((event) => {
      if (event.name === 'account') Object.assign(account, event)
      if (event.name === 'playable') {
        titles += event.kind === 'episode' ? 0 : 1
        if (event.kind === 'film') Object.assign(film, { id: event.id, readyAt: Date.now() })
      }
    })
    const { checkPlaying, checkRecommended } = await import('../bin/demo_check.js')
    const recommendedRails = await checkRecommended({ url, account })
    const played = await checkPlaying({ url, account, filmId: film.id })
    this.logger.log(
      JSON.stringify({
        firstFrameMs: Math.round(played.firstFrameMs),
        resumedAtMs: Math.round(played.resumedAtMs),
        titles,
        recommendedRails,
        secondsToReady: Number(((film.readyAt - this.#startedAt) / 1000).toFixed(1)),
      })
    )
  }

  async #stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    if (this.#fill?.exitCode === null) this.#fill.kill('SIGTERM')
    await Promise.all(this.#roles.map((role) => role.stop()))
  }
}
