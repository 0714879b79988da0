import type { EpisodeId, PlaySessionId, ProfileId, TitleId } from '#core/ids'

/**
 * Where a profile was in a film or an episode at a moment. Times are Unix ms, positions and
 * durations ms.
 */
export interface Observation {
  profileId: ProfileId
  titleId: TitleId
  episodeId: EpisodeId | null
  sessionId: PlaySessionId
  viewingStartedAt: number
  positionMs: number
  durationMs: number
  observedAt: number
  /** Orders a session's observations of the same moment. */
  sequence: number
  /** The latest moment at which it counted as watched, if it was. */
  finishedAt: number | null
}

/** One progress per profile and playable: the key of an observation's row. */
export function progressKeyOf(observation: Observation): string {
  return `${observation.profileId} ${observation.episodeId ?? observation.titleId}`
}

/** Whether `a` was observed after `b`; the session's id decides between equals, so that all agree. */
export function isNewer(a: Observation, b: Observation): boolean {
  if (a.observedAt !== b.observedAt) return a.observedAt > b.observedAt
  if (a.sequence !== b.sequence) return a.sequence > b.sequence
  return a.sessionId > b.sessionId
}

/**
 * Two observations of one progress as one. The newest gives the position, and the latest finish is
 * kept apart from it: so the order of arrival and repeats make no difference (a last-writer-wins
 * register beside a max register; Shapiro et al., "Conflict-free Replicated Data Types", 2011).
 * It counts as watched while the latest finish is not before the start of the newest viewing.
 */
export function mergeObservations(a: Observation, b: Observation): Observation {
  const newest = isNewer(b, a) ? b : a
  const finishedAt =
    a.finishedAt === null || b.finishedAt === null
      ? (a.finishedAt ?? b.finishedAt)
      : Math.max(a.finishedAt, b.finishedAt)
  return { ...newest, finishedAt }
}
