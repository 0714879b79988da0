import type { EpisodeId } from '#core/ids'
import type { ViewingProgress } from './viewing_progress.js'

/** What can be played of a title, in order: a film, or the episodes of a show. Seconds. */
export interface PlayablePart {
  /** Null for a film. */
  episodeId: EpisodeId | null
  name: string | null
  seasonNumber: number | null
  episodeNumber: number | null
  durationSeconds: number | null
}

export interface NextToWatch extends PlayablePart {
  /** 0 where it was not begun. */
  positionSeconds: number
}

/**
 * What pressing play means to a profile: the part that it is in, the one after it when that is
 * finished, and the first otherwise. Null when nothing plays.
 */
export function nextToWatch(
  parts: readonly PlayablePart[],
  [newest]: readonly ViewingProgress[]
): NextToWatch | null {
  const [first] = parts
  if (!first) return null
  const at = newest ? parts.findIndex((part) => part.episodeId === newest.episodeId) : -1
  if (!newest || at < 0) return { ...first, positionSeconds: 0 }
  if (!newest.finished) return { ...parts[at]!, positionSeconds: newest.positionSeconds }
  return { ...(parts[at + 1] ?? first), positionSeconds: 0 }
}
