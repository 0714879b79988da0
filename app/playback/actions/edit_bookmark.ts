import type { BookmarkId, ProfileId } from '#core/ids'
import { hot } from '#core/sql'
import { E_BOOKMARK } from '../errors.js'

/** By `bookmarks_pkey`. */
const rename = hot<{ id: BookmarkId }>(
  'playback.rename_bookmark',
  `update playback.bookmarks set name = $3 where id = $1 and profile_id = $2 returning id`
)

/** By `bookmarks_pkey`. */
const remove = hot<{ id: BookmarkId }>(
  'playback.delete_bookmark',
  `delete from playback.bookmarks where id = $1 and profile_id = $2 returning id`
)

interface Whose {
  profileId: ProfileId
  bookmarkId: string
}

/**
 * Gives a bookmark another name, or none.
 * @throws E_BOOKMARK when the profile has no such bookmark
 */
export class RenameBookmark {
  async handle(input: Whose & { name: string | null }): Promise<void> {
    const renamed = await rename.first([input.bookmarkId, input.profileId, input.name])
    if (!renamed) throw new E_BOOKMARK()
  }
}

/**
 * Deletes a bookmark.
 * @throws E_BOOKMARK when the profile has no such bookmark
 */
export class DeleteBookmark {
  async handle(input: Whose): Promise<void> {
    const removed = await remove.first([input.bookmarkId, input.profileId])
    if (!removed) throw new E_BOOKMARK()
  }
}
