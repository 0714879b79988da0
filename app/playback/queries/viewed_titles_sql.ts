import type { ProfileId, TitleId } from '#core/ids'

/** How a profile has watched a film, or the episodes of a show together. */
export interface ViewedTitle {
  titleId: TitleId
  /** When any of it was watched last. */
  watchedAt: Date
  /** Of the episode that was watched furthest: 0 to 1, and 1 once it was finished. */
  completion: number
  secondsWatched: number
  /** Films or episodes that were finished, now or ever. */
  finishedParts: number
  /** How often most of it was watched: episodes, and films that were begun again; at least 1. */
  repeats: number
}

export interface ViewedTitleRow {
  profile_id: ProfileId
  title_id: TitleId
  watched_at: Date
  completion: number
  seconds_watched: number
  finished_parts: number
  repeats: number
}

/**
 * What was watched is told title by title, the same to whoever serves recommendations and to whoever
 * learns from it. What was taken out of the history is not in it.
 */
export const VIEWED_TITLE_COLUMNS = `
  p.profile_id, p.title_id, max(p.observed_at) as watched_at,
  max(case when p.finished_at is not null then 1
    else least(1, p.position_ms::float8 / p.duration_ms) end)::float8 as completion,
  sum(case when p.finished_at is not null then p.duration_ms else p.position_ms end)::float8 / 1000
    as seconds_watched,
  (count(*) filter (where p.finished_at is not null))::integer as finished_parts,
  greatest(1, count(*) filter (where p.finished_at is not null or p.position_ms * 2 > p.duration_ms)
    + count(*) filter (where p.finished_at < p.viewing_started_at))::integer as repeats`

/** Whether progress `p` stands in the history. */
export const IN_HISTORY = '(p.hidden_at is null or p.hidden_at < p.observed_at)'

export function viewedTitleOf(row: ViewedTitleRow): ViewedTitle {
  return {
    titleId: row.title_id,
    watchedAt: row.watched_at,
    completion: row.completion,
    secondsWatched: row.seconds_watched,
    finishedParts: row.finished_parts,
    repeats: row.repeats,
  }
}
