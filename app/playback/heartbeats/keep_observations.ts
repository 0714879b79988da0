import { hot } from '#core/sql'
import type { Observation } from './observation.js'

const IS_NEWER =
  '(excluded.observed_at, excluded.sequence, excluded.session_id) > (p.observed_at, p.sequence, p.session_id)'

const ofTheNewest = (column: string) =>
  `${column} = case when ${IS_NEWER} then excluded.${column} else p.${column} end`

/**
 * The same merge as `mergeObservations`, over many rows at once. By `progress_pkey`. A late or
 * repeated observation that says nothing new writes nothing.
 */
const keepObservations = hot<never>(
  'playback.keep_observations',
  `insert into playback.progress as p (
     profile_id, playable_id, title_id, episode_id, session_id, viewing_started_at,
     position_ms, duration_ms, observed_at, sequence, finished_at)
   select profile_id, coalesce(episode_id, title_id), title_id, episode_id, session_id,
     viewing_started_at, position_ms, duration_ms, observed_at, sequence, finished_at
   from unnest(
     $1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::int[], $7::int[],
     $8::timestamptz[], $9::int[], $10::timestamptz[]
   ) as seen (profile_id, title_id, episode_id, session_id, viewing_started_at, position_ms,
     duration_ms, observed_at, sequence, finished_at)
   on conflict (profile_id, playable_id) do update set
     ${ofTheNewest('session_id')},
     ${ofTheNewest('viewing_started_at')},
     ${ofTheNewest('position_ms')},
     ${ofTheNewest('duration_ms')},
     ${ofTheNewest('observed_at')},
     ${ofTheNewest('sequence')},
     finished_at = greatest(p.finished_at, excluded.finished_at)
   where ${IS_NEWER} or excluded.finished_at > coalesce(p.finished_at, '-infinity')`
)

/**
 * Writes observations in one statement, which is on disk when this returns. They must be of
 * different progress, in one order everywhere, so that two processes never wait for each other.
 */
export async function keep(observations: Observation[]): Promise<void> {
  const column = <Value>(of: (observation: Observation) => Value) => observations.map(of)
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  await keepObservations.rows([
    column((seen) => seen.profileId),
    column((seen) => seen.titleId),
    column((seen) => seen.episodeId),
    column((seen) => seen.sessionId),
    column((seen) => time(seen.viewingStartedAt)),
    column((seen) => seen.positionMs),
    column((seen) => seen.durationMs),
    column((seen) => time(seen.observedAt)),
    column((seen) => seen.sequence),
    column((seen) => time(seen.finishedAt)),
  ])
}
