import { E_INVALID_REQUEST, type ProblemError } from '#core/problem'

/** Milliseconds since the epoch. */
const YEAR_10_000 = 253_402_300_800_000

export function refuseCursor(): ProblemError {
  const message = 'This cursor is not one that a list gave.'
  return new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'cursor', message }] })
}

/**
 * The time in a cursor, in ISO 8601.
 * @throws E_INVALID_REQUEST when it is none
 */
export function timeInCursor(part: unknown): string {
  const isTime = Number.isInteger(part) && Number(part) >= 0 && Number(part) < YEAR_10_000
  if (!isTime) throw refuseCursor()
  return new Date(Number(part)).toISOString()
}
