import { E_INVALID_REQUEST } from '#core/problem'

/** A search finds fewer rows than this. */
const MOST_SEEN = 1_000
/** So many last characters of an id tell a thousand rows apart: 48 random bits (RFC 9562, 5.7). */
const TAIL_CHARACTERS = 12
const TAIL_BYTES = TAIL_CHARACTERS / 2

/** The longest cursor of a search. */
export const LONGEST_SEARCH_CURSOR = Math.ceil((MOST_SEEN * TAIL_BYTES * 4) / 3)

/**
 * What a viewer has seen of a search. Its order may become another between two pages: an editor
 * renames, more is watched of one, the recommender learns. So the cursor holds no place in the order but
 * the ends of all ids that came before; the next page is the best of what did not.
 */
export class Seen {
  readonly #tails: Set<string>

  /** @throws E_INVALID_REQUEST when a search gave no such cursor */
  constructor(cursor: string | undefined) {
    const bytes = Buffer.from(cursor ?? '', 'base64url')
    const isCursor = bytes.length > 0 && bytes.toString('base64url') === cursor
    if (cursor !== undefined && (!isCursor || bytes.length % TAIL_BYTES > 0)) throw refuse()
    const tails = bytes.toString('hex').match(new RegExp(`.{${TAIL_CHARACTERS}}`, 'g')) ?? []
    this.#tails = new Set(tails)
  }

  has(id: string): boolean {
    return this.#tails.has(tailOf(id))
  }

  /** The cursor behind a page of these. */
  cursorAfter(ids: readonly string[]): string {
    const tails = [...this.#tails, ...ids.map(tailOf)]
    return Buffer.from(tails.join(''), 'hex').toString('base64url')
  }
}

function tailOf(id: string): string {
  return id.slice(-TAIL_CHARACTERS)
}

function refuse() {
  const message = 'This cursor is not one that a search gave.'
  return new E_INVALID_REQUEST({ fields: [{ field: 'cursor', message }] })
}
