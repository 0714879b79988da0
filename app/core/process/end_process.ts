import type { ApplicationService } from '@adonisjs/core/types'

/** What closing connections may take after the drain itself. Milliseconds. */
const CLOSING_MS = 4_000

/** Drains and closes everything, then ends the process, whatever still keeps it alive. */
export async function endProcess(app: ApplicationService): Promise<void> {
  const { default: processes } = await import('#config/processes')
  const bound = setTimeout(() => process.exit(), processes.drainMs + CLOSING_MS)
  try {
    await app.terminate()
  } finally {
    clearTimeout(bound)
    process.exit()
  }
}
