import { clock } from '#core/clock'
import { isId, type AccountId } from '#core/ids'
import { DEFAULT_LIMIT, decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import Export from '../models/export.js'

/** The exports of an account whose files are kept or being made, newest first. */
export class ListExports {
  async handle(input: {
    accountId: AccountId
    cursor?: string
    limit?: number
  }): Promise<Page<Export>> {
    const { accountId, cursor, limit = DEFAULT_LIMIT } = input
    const [before] = decodeCursor(cursor, 1) ?? []
    if (before !== undefined && !isId(before)) {
      throw new E_INVALID_REQUEST({
        fields: [{ field: 'cursor', message: 'This cursor is not one that a list gave.' }],
      })
    }
    const query = Export.query()
      .where({ accountId })
      .where((kept) => kept.whereNull('expiresAt').orWhere('expiresAt', '>', clock.date()))
      .orderBy('id', 'desc')
      .limit(limit + 1)
    if (before !== undefined) query.where('id', '<', before)
    return toPage(
      await query,
      limit,
      ({ id }) => [id],
      (asked) => asked
    )
  }
}
