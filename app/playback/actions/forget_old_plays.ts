import playback from '#config/playback'
import { clock } from '#core/clock'
import { firstIdAt } from '#core/ids'
import { hot } from '#core/sql'
import { DAY_MS } from './roll_up_popularity.js'

/** So many at once, so that no delete holds locks for long. */
const AT_ONCE = 5_000

/** By `play_sessions_pkey`: session ids are ordered by time (UUID version 7). */
const deleteBefore = hot<{ deleted: number }>(
  'playback.delete_old_sessions',
  `with gone as (
     delete from playback.play_sessions
     where id in (
       select id from playback.play_sessions where id < $1 order by id limit ${AT_ONCE})
     returning 1
   )
   select count(*)::integer as deleted from gone`
)

/**
 * Forgets when and on which device was played what, once that is longer ago than it is kept. How far
 * a profile is in what it watched, which is its history and what recommendations are learnt from, stays.
 */
export class ForgetOldPlays {
  async handle(): Promise<void> {
    const before = firstIdAt(clock.now() - playback.sessionKeptDays * DAY_MS)
    let deleted
    do deleted = (await deleteBefore.first([before]))!.deleted
    while (deleted === AT_ONCE)
  }
}
