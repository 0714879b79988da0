import vine from '@vinejs/vine'
import { E_INVALID_REQUEST } from '#core/problem'

export const DEFAULT_LIMIT = 20
export const MAX_LIMIT = 100

/** The query fields that every list takes. */
export const pageFields = {
  cursor: vine.string().maxLength(512).optional(),
  limit: vine.number().withoutDecimals().range([1, MAX_LIMIT]).optional(),
}

/** One page of a list. `nextCursor` is null on the last page. */
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/** The sort key of the last row seen, as an opaque text that clients hand back unread. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/**
 * The sort key in a cursor, or null where there is no cursor.
 * @throws E_INVALID_REQUEST when the cursor was not made by `encodeCursor` with `length` parts.
 */
export function decodeCursor(
  cursor: string | undefined,
  length: number
): (string | number)[] | null {
  if (cursor === undefined) return null
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isKey =
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => typeof part === 'string' || typeof part === 'number')
    if (isKey) return key
  } catch {
    // Falls through to the refusal below: any unreadable cursor is refused alike.
  }
  throw new E_INVALID_REQUEST({
    fields: [{ field: 'cursor', message: 'This cursor is not one that a list gave.' }],
  })
}

/** Cuts a query for `limit + 1` rows to a page; `keyOf` gives the sort key of a row. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
  toItem: (row: Row) => Item
): Page<Item> {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  const more = rows.length > limit && last !== undefined
  return { items: kept.map(toItem), nextCursor: more ? encodeCursor(keyOf(last)) : null }
}
