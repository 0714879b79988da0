import { clock } from '#core/clock'
import type { ProfileId, TitleId } from '#core/ids'
import { hot } from '#core/sql'

/**
 * By the first column of `progress_pkey`. Rows are locked in the order in which heartbeats write
 * them, so that neither ever waits for the other in a circle.
 */
const forgetAll = hot<{ playable_id: string }>(
  'playback.forget_all_progress',
  `with mine as (
     select profile_id, playable_id from playback.progress
     where profile_id = $1 and ($2::uuid is null or title_id = $2)
       and (hidden_at is null or hidden_at < observed_at)
     order by playable_id for update
   )
   update playback.progress p
   set position_ms = 0, finished_at = null,
     observed_at = greatest(observed_at, $3), hidden_at = greatest(observed_at, $3)
   from mine where p.profile_id = mine.profile_id and p.playable_id = mine.playable_id
   returning p.playable_id`
)

/**
 * Takes all that a profile has watched out of its history, or all of one film or show, and forgets
 * how far it was watched. May be repeated; late heartbeats bring nothing back.
 */
export class DeleteHistory {
  /** Answers how many films and episodes were in it. */
  async handle(input: { profileId: ProfileId; titleId?: TitleId }): Promise<number> {
    const { profileId, titleId = null } = input
    const forgotten = await forgetAll.rows([profileId, titleId, clock.date()])
    return forgotten.length
  }
}
