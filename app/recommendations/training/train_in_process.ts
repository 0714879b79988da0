import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { TRY_LATER } from '#core/process/exit_codes'

const TAIL_LINES = 20
/** How long a process that shall end may take. Milliseconds. */
const KILL_AFTER_MS = 5_000

/**
 * Runs the command `train` in a process of its own, so that neither the time nor the memory of a
 * training is the worker's.
 * @throws Error with the last lines that it said, when it failed
 */
export async function trainInProcess(input: {
  budgetMinutes: number
  signal: AbortSignal
}): Promise<'trained' | 'another training runs'> {
  const child = spawn(
    process.execPath,
    ['ace.js', 'train', '--if-changed', `--budget=${input.budgetMinutes}m`],
    { cwd: app.makePath(), stdio: ['ignore', 'pipe', 'pipe'] }
  )
  const end = () => {
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref()
  }
  input.signal.addEventListener('abort', end, { once: true })
  const tail: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      logger.debug({ training: child.pid }, line)
      tail.push(line)
      tail.splice(0, Math.max(0, tail.length - TAIL_LINES))
    })
  }
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    if (code === 0) return 'trained'
    if (code === TRY_LATER) return 'another training runs'
    throw new Error(`The training ended with ${code ?? child.signalCode}: ${tail.join('\n')}`)
  } finally {
    input.signal.removeEventListener('abort', end)
  }
}
