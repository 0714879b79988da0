import type { BookmarkId, EpisodeId, TitleId } from '#core/ids'

/** A moment of a film or an episode that a profile wants to find again. */
export interface Bookmark {
  id: BookmarkId
  titleId: TitleId
  episodeId: EpisodeId | null
  positionSeconds: number
  /** What the viewer calls it. */
  name: string | null
  createdAt: Date
}
