import { clock } from '#core/clock'
import { isId, type AccountId } from '#core/ids'
import { DEFAULT_LIMIT, decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import Device from '../models/device.js'

/** The devices of an account that are logged in, newest log-in first. */
export class ListDevices {
  async handle(input: {
    accountId: AccountId
    cursor?: string
    limit?: number
  }): Promise<Page<Device>> {
    const limit = input.limit ?? DEFAULT_LIMIT
    const before = lastSeenId(input.cursor)
    const query = Device.query()
      .where('accountId', input.accountId)
      .whereNull('endedAt')
      .whereExists((families) =>
        families
          .from('identity.refresh_families as f')
          .whereColumn('f.device_id', 'identity.devices.id')
          .where('f.expires_at', '>', clock.date())
      )
      .orderBy('id', 'desc')
      .limit(limit + 1)
    if (before) query.where('id', '<', before)
    return toPage(
      await query,
      limit,
      ({ id }) => [id],
      (device) => device
    )
  }
}

function lastSeenId(cursor: string | undefined): string | null {
  const key = decodeCursor(cursor, 1)
  if (!key) return null
  const [id] = key
  if (isId(id)) return id
  throw new E_INVALID_REQUEST({
    fields: [{ field: 'cursor', message: 'This cursor is not one that a list gave.' }],
  })
}
