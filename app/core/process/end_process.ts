import type { ApplicationService } from '@adonisjs/core/types'

/** What closing connections may take after the drain itself. Milliseconds. */
const CLOSING_MS = 4_000

/**
 * Drains and closes everything, then ends the process, whatever still keeps it alive. A command
 * that boots no application, such as `demo`, ends by itself what it started; a process that is still
 * starting has nothing to drain, and ends by the signal.
 */
export async function endProcess(
  app: ApplicationService,
  signal: 'SIGINT' | 'SIGTERM'
): Promise<void> {
  if (!app.isBooted) {
    if (process.listenerCount(signal) > 1) return
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
    return
  }
  const { default: processes } = await import('#config/processes')
  const bound = setTimeout(() => process.exit(), processes.drainMs + CLOSING_MS)
  try {
    await app.terminate()
  } finally {
    clearTimeout(bound)
    process.exit()
  }
}
