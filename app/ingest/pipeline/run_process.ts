import { spawn, type ChildProcess } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PipelineFailedError } from './errors.js'
import type { ProcessLimits } from './limits.js'
import { forgetProcess, recordProcess } from './orphans.js'

const POLL_MS = 200
/** Measuring a folder costs a stat per file, so it is done on every fifth look. */
const LOOKS_PER_MEASURE = 5
const LOG_TAIL_CHARACTERS = 16_384
const STDOUT_MAX_CHARACTERS = 64 * 1024 * 1024
const PAGE_BYTES = 4096

/** One external process: its program, its arguments (never a shell line) and what it may use. */
export interface ProcessRequest {
  program: string
  args: string[]
  limits: Pick<ProcessLimits, 'wallSeconds'> & Partial<ProcessLimits>
  /** Folder whose size counts against `limits.outputBytes`. */
  outputFolder?: string
  /** Folder that remembers the running process, so that a later run can end it. */
  workFolder?: string
  /** Called with each line of stdout; stdout is then not kept. */
  onLine?: (line: string) => void
  /** Higher is politer: 0 to 19, as in nice(2). */
  niceness?: number
  signal?: AbortSignal
}

export interface ProcessOutcome {
  exitCode: number
  stdout: string
  /** The end of stderr. */
  log: string
  wallMs: number
  /** Highest resident memory seen; 0 where `/proc` is missing. */
  peakResidentBytes: number
}

/**
 * Runs a program to its end, without a shell, without stdin and with an empty environment, so that
 * nothing secret of ours is in reach of a parser that reads untrusted files.
 *
 * @throws PipelineFailedError when cancelled, or when a limit on time, memory or output is passed.
 *   A non-zero exit is an outcome, not an error: what it means is known by the caller.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessOutcome> {
  if (request.signal?.aborted) throw cancelled('')

  const startedAt = performance.now()
  const child = spawn(request.program, request.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C' },
    shell: false,
  })
  const tail = new LogTail()
  child.stderr.setEncoding('utf8').on('data', (text: string) => tail.add(text))
  const stdout = readStdout(child, request.onLine)
  const exited = waitForExit(child)
  if (child.pid !== undefined) {
    yieldProcessor(child.pid, request.niceness ?? 0)
    if (request.workFolder) await recordProcess(request.workFolder, child.pid)
  }

  const watcher = new Watcher(child, request, startedAt)
  try {
    const exitCode = await exited
    if (watcher.verdict) throw watcher.verdict(tail.text)
    return {
      exitCode,
      stdout: await stdout,
      log: tail.text,
      wallMs: Math.round(performance.now() - startedAt),
      peakResidentBytes: watcher.peakResidentBytes,
    }
  } finally {
    watcher.stop()
    if (request.workFolder) await forgetProcess(request.workFolder)
  }
}

/** Like `runProcess`, and a non-zero exit is an error that carries the log. */
export async function runProcessOrFail(request: ProcessRequest): Promise<ProcessOutcome> {
  const outcome = await runProcess(request)
  if (outcome.exitCode !== 0) {
    const name = request.program.split('/').at(-1)
    const lastLine = outcome.log.trim().split('\n').at(-1) ?? ''
    throw new PipelineFailedError(
      'ingest.process-failed',
      `${name} ended with code ${outcome.exitCode}: ${lastLine}`,
      outcome.log
    )
  }
  return outcome
}

/** Ends a process that passes a limit or is no longer wanted, and remembers why. */
class Watcher {
  verdict?: (log: string) => PipelineFailedError
  peakResidentBytes = 0
  #timer: NodeJS.Timeout
  #looking = false
  #looks = 0
  #onAbort = () => this.#end(cancelled)

  constructor(
    private child: ChildProcess,
    private request: ProcessRequest,
    private startedAt: number
  ) {
    this.#timer = setInterval(() => void this.#look(), POLL_MS)
    request.signal?.addEventListener('abort', this.#onAbort, { once: true })
    if (request.signal?.aborted) this.#onAbort()
  }

  stop() {
    clearInterval(this.#timer)
    this.request.signal?.removeEventListener('abort', this.#onAbort)
  }

  #end(verdict: (log: string) => PipelineFailedError) {
    this.verdict ??= verdict
    this.child.kill('SIGKILL')
  }

  async #look() {
    if (this.#looking) return
    this.#looking = true
    const { wallSeconds, residentBytes, outputBytes } = this.request.limits
    if (performance.now() - this.startedAt > wallSeconds * 1000) {
      this.#end(limit('ingest.time-limit', `took longer than ${wallSeconds} s`))
    }
    const resident = await residentMemory(this.child.pid)
    this.peakResidentBytes = Math.max(this.peakResidentBytes, resident)
    if (residentBytes && resident > residentBytes) {
      this.#end(limit('ingest.memory-limit', `used more than ${residentBytes} bytes of memory`))
    }
    const measure = this.#looks++ % LOOKS_PER_MEASURE === 0
    if (measure && outputBytes && this.request.outputFolder) {
      const written = await folderBytes(this.request.outputFolder)
      if (written > outputBytes) {
        this.#end(limit('ingest.output-limit', `wrote more than ${outputBytes} bytes`))
      }
    }
    this.#looking = false
  }
}

/** Keeps the end of a text that may be endless. */
class LogTail {
  text = ''

  add(more: string) {
    this.text = (this.text + more).slice(-LOG_TAIL_CHARACTERS)
  }
}

function cancelled(log: string) {
  return new PipelineFailedError('ingest.cancelled', 'The ingest was cancelled', log)
}

function limit(
  code: 'ingest.time-limit' | 'ingest.memory-limit' | 'ingest.output-limit',
  what: string
) {
  return (log: string) => new PipelineFailedError(code, `The process ${what}`, log)
}

function waitForExit(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? -1))
  })
}

function readStdout(child: ChildProcess, onLine?: (line: string) => void): Promise<string> {
  const stream = child.stdout!
  if (onLine) {
    createInterface({ input: stream }).on('line', onLine)
    return Promise.resolve('')
  }
  return new Promise((resolve) => {
    let text = ''
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more
      if (text.length > STDOUT_MAX_CHARACTERS) child.kill('SIGKILL')
    })
    stream.once('close', () => resolve(text))
  })
}

function yieldProcessor(pid: number, niceness: number) {
  if (niceness === 0) return
  try {
    setPriority(pid, niceness)
  } catch {
    // The process has already ended, or the platform has no priorities: neither matters.
  }
}

async function residentMemory(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0
  const fields = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
  return Number(fields.split(' ')[1] ?? 0) * PAGE_BYTES
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true }).catch(() => [])
  const sizes = await Promise.all(
    entries.map((entry) =>
      stat(join(folder, entry)).then(
        (s) => s.size,
        () => 0
      )
    )
  )
  return sizes.reduce((total, size) => total + size, 0)
}
