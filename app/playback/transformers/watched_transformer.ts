import type { WatchedOn } from '../queries/find_continue_watching.js'
import type { Bookmark } from '../bookmarks/bookmark.js'
import type { Watched } from '../queries/find_history.js'

export function transformWatchedOn({ title, episode, watchedAt, ...position }: WatchedOn) {
  return {
    titleId: title.id,
    episodeId: episode?.id ?? null,
    ...position,
    watchedAt: watchedAt.toISOString(),
    ...{ title, episode },
  }
}

export function transformWatched(watched: Watched) {
  return { ...watched, watchedAt: watched.watchedAt.toISOString() }
}

export function transformBookmark<Of extends Bookmark>(bookmark: Of) {
  return { ...bookmark, createdAt: bookmark.createdAt.toISOString() }
}
