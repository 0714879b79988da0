import type { EpisodeId, TitleId } from '#core/ids'

/** What an asset is the picture of: a film, or an episode of a show. */
export type StreamOwner =
  { titleId: TitleId; episodeId?: undefined } | { titleId?: undefined; episodeId: EpisodeId }

/** The owner in the two columns of a row, of which exactly one is set. */
export function ownerOf(row: { titleId: string | null; episodeId: string | null }): StreamOwner {
  return row.titleId !== null
    ? { titleId: row.titleId as TitleId }
    : { episodeId: row.episodeId as EpisodeId }
}
