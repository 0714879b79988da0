import { clock } from '#core/clock'
import { E_INVALID_REQUEST } from '#core/problem'

const DAY_MS = 24 * 3_600_000
const MOST_DAYS = 400

/** A day or a moment as ISO 8601 writes it; without a zone it is UTC. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d{1,3})?)?)?(Z|[+-]\d{2}:\d{2})?)?$/

function refuse(field: string, message: string): never {
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field, message }] })
}

function momentOf(field: string, text: string): Date {
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(text.slice(10))
  const hoursOnly = /T\d{2}$/.test(text) ? `${text}:00` : text
  const at = new Date(text.includes('T') && !hasZone ? `${hoursOnly}Z` : text)
  if (!MOMENT.test(text) || Number.isNaN(at.getTime())) {
    refuse(
      field,
      `${field} is not a day or moment in ISO 8601, as 2026-11-24 or 2026-11-24T18:00Z.`
    )
  }
  return at
}

/**
 * The span that a report is asked for: the last day when nothing is said.
 * @throws E_INVALID_REQUEST
 */
export function qualitySpan(input: { from?: string; to?: string }): { from: Date; to: Date } {
  const to = input.to === undefined ? clock.date() : momentOf('to', input.to)
  const from =
    input.from === undefined ? new Date(to.getTime() - DAY_MS) : momentOf('from', input.from)
  if (from >= to) refuse('from', 'from must be before to.')
  if (to.getTime() - from.getTime() > MOST_DAYS * DAY_MS) {
    refuse('from', `A report spans at most ${MOST_DAYS} days.`)
  }
  return { from, to }
}
