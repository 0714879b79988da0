import { setTimeout as pause } from 'node:timers/promises'

/** What `pg` and the pool say while PostgreSQL is away or on its way up again. */
const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
])
const AWAY_WORDS = /Connection terminated|Timeout acquiring a connection|Connection ended/i

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 3_000

export function isOutage(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  return AWAY_CODES.has(code ?? '') || AWAY_WORDS.test(message ?? '')
}

/**
 * Runs a write that must not get lost, again and again while PostgreSQL is away. The write must be
 * idempotent: its answer may be lost after it took effect.
 * @throws the last error when the database stays away for `patienceMs`; any other error at once
 */
export async function throughOutage<T>(write: () => Promise<T>, patienceMs = 120_000): Promise<T> {
  const deadline = Date.now() + patienceMs
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      return await write()
    } catch (error) {
      if (!isOutage(error) || Date.now() + wait > deadline) throw error
      await pause(wait)
    }
  }
}
