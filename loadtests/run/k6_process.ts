import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

/** What one run of k6 needs. */
export interface K6Run {
  program: string
  script: string
  /** Settings of the script, on top of this process's environment. */
  environment: Record<string, string>
  /** Where every sample goes, one JSON document a line. */
  samplesFile: string
  /** Port of 127.0.0.1 on which k6 tells its progress. */
  statusPort: number
  /** The run is ended after this many seconds, whatever the script does. */
  maxSeconds: number
  onLine: (line: string) => void
}

const STOP_GRACE_MS = 30_000

/** k6 as a child process. */
export class K6Process {
  readonly #child: ChildProcess
  readonly #statusUrl: string
  readonly ended: Promise<number>

  constructor(run: K6Run) {
    this.#statusUrl = `http://127.0.0.1:${run.statusPort}/v1`
    const args = ['run', '--quiet', '--no-color', '--no-usage-report']
    this.#child = spawn(
      run.program,
      [
        ...args,
        '--address',
        `127.0.0.1:${run.statusPort}`,
        '--out',
        `json=${run.samplesFile}`,
        run.script,
      ],
      {
        env: { ...process.env, ...run.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
        // Ctrl-C reaches only this command, which then ends k6 in an orderly way.
        detached: true,
      }
    )
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      createInterface({ input: stream }).on('line', run.onLine)
    }
    const bound = setTimeout(() => void this.stop(), run.maxSeconds * 1000)
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject)
      this.#child.once('close', (code) => {
        clearTimeout(bound)
        resolve(code ?? 1)
      })
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Values of a counter so far, or null while k6 cannot say. */
  async metric(name: string): Promise<Record<string, number> | null> {
    try {
      const answer = await fetch(`${this.#statusUrl}/metrics/${name}`, {
        signal: AbortSignal.timeout(2000),
      })
      if (!answer.ok) return null
      const body = (await answer.json()) as {
        data: { attributes: { sample: Record<string, number> } }
      }
      return body.data.attributes.sample
    } catch {
      return null
    }
  }

  /** Lets k6 end by itself (SIGINT), and kills it and its browsers when it does not. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return
    this.#child.kill('SIGINT')
    const bound = setTimeout(() => process.kill(-this.#child.pid!, 'SIGKILL'), STOP_GRACE_MS)
    await this.ended.catch(() => undefined)
    clearTimeout(bound)
  }
}
