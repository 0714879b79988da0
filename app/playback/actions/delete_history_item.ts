import { clock } from '#core/clock'
import { isId, type ProfileId } from '#core/ids'
import { hot } from '#core/sql'
import { E_HISTORY_ITEM } from '../errors.js'

/** By `progress_pkey`. */
const forget = hot<{ playable_id: string }>(
  'playback.forget_progress',
  `update playback.progress
   set position_ms = 0, finished_at = null,
     observed_at = greatest(observed_at, $3), hidden_at = greatest(observed_at, $3)
   where profile_id = $1 and playable_id = $2 and (hidden_at is null or hidden_at < observed_at)
   returning playable_id`
)

/**
 * Takes a film or an episode out of a profile's history and forgets how far it was watched. The row
 * stays, empty, so that a late heartbeat of that viewing does not bring it back; a new viewing does.
 * @throws E_HISTORY_ITEM
 */
export class DeleteHistoryItem {
  async handle(input: { profileId: ProfileId; playableId: unknown }): Promise<void> {
    if (!isId(input.playableId)) throw new E_HISTORY_ITEM()
    const [changed] = await forget.rows([input.profileId, input.playableId, clock.date()])
    if (!changed) throw new E_HISTORY_ITEM({ detail: 'This profile has not watched this.' })
  }
}
