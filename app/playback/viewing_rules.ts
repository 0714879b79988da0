import type { SkipMarker } from '#catalog'

/** Share of the duration after which it counts as watched, when no credits are marked. */
const FINISHED_SHARE = 0.95

/** A viewing counts as begun after this long, or after this share of the duration. */
export const BEGUN_MS = 30_000
export const BEGUN_SHARE = 0.02

/** Position in ms from which a film or an episode counts as watched: its credits, or 95 % of it. */
export function finishedFromMs(durationMs: number, markers: readonly SkipMarker[]): number {
  const credits = markers.find(({ kind }) => kind === 'credits')
  const atShare = durationMs * FINISHED_SHARE
  return Math.round(credits ? Math.min(credits.startSeconds * 1000, atShare) : atShare)
}

/** Whether someone has begun to watch, rather than only looked in. */
export function isBegun(positionMs: number, durationMs: number): boolean {
  return positionMs > BEGUN_MS || positionMs > durationMs * BEGUN_SHARE
}
