import type { ProfileId, TitleId } from '#core/ids'
import { hot } from '#core/sql'

/** A title that a profile opened, Unix ms. */
export interface Opened {
  profileId: ProfileId
  titleId: TitleId
  at: number
}

/**
 * Who has seen so much of a film, or of one episode, has watched it: so Netflix counts "watchers"
 * (letter to the UK House of Lords' Communications Committee, 2019).
 */
export const WATCHED_SHARE = 0.7
/** A play that begins later is not due to what was opened then. */
export const WATCHED_WITHIN_DAYS = 7

const ROWS_AT_ONCE = 5_000

/** By the first column of `progress_pkey`. */
const watchedAfter = hot<{ place: string }>(
  'playback.watched_after',
  `select o.place::text
   from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) with ordinality
     as o (profile_id, title_id, at, place)
   where exists (
     select from playback.progress p
     where p.profile_id = o.profile_id and p.title_id = o.title_id
       and (
         p.finished_at between o.at and o.at + interval '${WATCHED_WITHIN_DAYS} days'
         or p.position_ms >= p.duration_ms * ${WATCHED_SHARE}
           and p.observed_at between o.at and o.at + interval '${WATCHED_WITHIN_DAYS} days'))`
)

/** Which of the titles that profiles opened they then watched. */
export class FindWatchedAfter {
  /** Answers for each of `opened`, in its order. */
  async handle({ opened }: { opened: readonly Opened[] }): Promise<boolean[]> {
    const watched = opened.map(() => false)
    for (let from = 0; from < opened.length; from += ROWS_AT_ONCE) {
      const some = opened.slice(from, from + ROWS_AT_ONCE)
      const rows = await watchedAfter.rows([
        some.map(({ profileId }) => profileId),
        some.map(({ titleId }) => titleId),
        some.map(({ at }) => new Date(at).toISOString()),
      ])
      for (const { place } of rows) watched[from + Number(place) - 1] = true
    }
    return watched
  }
}
