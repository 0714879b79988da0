import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { isId, type ProfileId } from '#core/ids'
import { E_HISTORY_ITEM } from '../errors.js'

/**
 * Takes a film or an episode out of a profile's history and forgets how far it was watched. The row
 * stays, empty, so that a late heartbeat of that viewing does not bring it back; a new viewing does.
 * @throws E_HISTORY_ITEM
 */
export class DeleteHistoryItem {
  async handle(input: { profileId: ProfileId; playableId: unknown }): Promise<void> {
    if (!isId(input.playableId)) throw new E_HISTORY_ITEM()
    const now = clock.date()
    const [changed] = await db
      .from('playback.progress')
      .where({ profile_id: input.profileId, playable_id: input.playableId })
      .where((row) => row.whereNull('hidden_at').orWhereRaw('hidden_at < observed_at'))
      .update(
        {
          position_ms: 0,
          finished_at: null,
          observed_at: db.raw('greatest(observed_at, ?)', [now]),
          hidden_at: db.raw('greatest(observed_at, ?)', [now]),
        },
        ['playable_id']
      )
    if (!changed) throw new E_HISTORY_ITEM({ detail: 'This profile has not watched this.' })
  }
}
