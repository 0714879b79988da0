import { inject } from '@adonisjs/core'
import type { ProfileViewing } from '#catalog'
import { isId, type BookmarkId, type EpisodeId, type TitleId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import { hot } from '#core/sql'
import type { Bookmark } from '../bookmarks/bookmark.js'
import { NameWatched, type WatchedName } from './name_watched.js'

interface BookmarkRow {
  id: BookmarkId
  title_id: TitleId
  episode_id: EpisodeId | null
  position_ms: number
  name: string | null
  created_at: Date
}

/** By `bookmarks_of_profile`. */
const bookmarksOf = hot<BookmarkRow>(
  'playback.bookmarks_of_profile',
  `select id, title_id, episode_id, position_ms, name, created_at
   from playback.bookmarks
   where profile_id = $1 and ($2::uuid is null or title_id = $2)
     and ($3::uuid is null or id < $3)
   order by id desc limit $4`
)

export type NamedBookmark = Bookmark & { of: WatchedName }

/**
 * The moments that a profile marked, newest first, in all titles or in one. Three queries.
 * @throws E_INVALID_REQUEST when the cursor is not one of this list
 */
@inject()
export class ListBookmarks {
  constructor(protected nameWatched: NameWatched) {}

  async handle(input: {
    viewing: ProfileViewing
    titleId?: TitleId
    cursor?: string
    limit: number
  }): Promise<Page<NamedBookmark>> {
    const { viewing, titleId, limit } = input
    const after = readCursor(input.cursor)
    const rows = await bookmarksOf.rows([viewing.profileId, titleId ?? null, after, limit + 1])
    const nameOf = await this.nameWatched.handle({
      viewing,
      watched: rows.map((row) => ({ titleId: row.title_id, episodeId: row.episode_id })),
    })
    return toPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => ({
        id: row.id,
        titleId: row.title_id,
        episodeId: row.episode_id,
        positionSeconds: row.position_ms / 1000,
        name: row.name,
        createdAt: row.created_at,
        of: nameOf({ titleId: row.title_id, episodeId: row.episode_id }),
      })
    )
  }
}

function readCursor(cursor: string | undefined): string | null {
  const key = decodeCursor(cursor, 1)
  if (key === null) return null
  const [id] = key
  if (isId(id)) return id
  const message = 'This cursor is not one that the list of bookmarks gave.'
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'cursor', message }] })
}
