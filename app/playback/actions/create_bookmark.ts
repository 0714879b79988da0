import { inject } from '@adonisjs/core'
import { FindPlayable, type ProfileViewing } from '#catalog'
import { clock } from '#core/clock'
import { newId, type BookmarkId, type EpisodeId, type TitleId } from '#core/ids'
import { hot } from '#core/sql'
import type { Bookmark } from '../bookmarks/bookmark.js'
import { E_BOOKMARK_POSITION, E_BOOKMARKS_FULL, E_NOT_PLAYABLE } from '../errors.js'

/** As many as one person keeps in mind; more is a machine. */
const MOST_BOOKMARKS = 1000

/** By `bookmarks_of_profile`. */
const insertBookmark = hot<{ id: BookmarkId }>(
  'playback.insert_bookmark',
  `insert into playback.bookmarks
     (id, profile_id, title_id, episode_id, position_ms, name, created_at)
   select $1, $2, $3, $4, $5, $6, $7
   where (select count(*) from playback.bookmarks where profile_id = $2) < ${MOST_BOOKMARKS}
   returning id`
)

/**
 * Marks a moment of a film or an episode that the profile may watch.
 * @throws E_NOT_PLAYABLE when there is nothing of that id that the profile may watch here
 * @throws E_BOOKMARK_POSITION behind its end
 * @throws E_BOOKMARKS_FULL
 */
@inject()
export class CreateBookmark {
  constructor(protected findPlayable: FindPlayable) {}

  async handle(input: {
    viewing: ProfileViewing
    wanted:
      { titleId: TitleId; episodeId?: undefined } | { episodeId: EpisodeId; titleId?: undefined }
    positionSeconds: number
    name: string | null
  }): Promise<Bookmark> {
    const { viewing, wanted, positionSeconds, name } = input
    const playable = await this.findPlayable.handle({ country: viewing.country, ...wanted })
    const isHere = playable?.published && playable.available && playable.stream
    if (!playable || !isHere || (playable.maturity ?? 18) > viewing.maturityLimit) {
      throw new E_NOT_PLAYABLE({ detail: 'There is no film or episode with this id to mark.' })
    }
    const durationSeconds = playable.stream!.durationSeconds
    if (positionSeconds > durationSeconds) {
      const message = `It ends after ${durationSeconds} seconds.`
      throw new E_BOOKMARK_POSITION({
        detail: message,
        fields: [{ field: 'positionSeconds', message }],
      })
    }
    const bookmark: Bookmark = {
      id: newId<BookmarkId>(),
      titleId: playable.titleId,
      episodeId: playable.episodeId,
      positionSeconds: Math.round(positionSeconds * 1000) / 1000,
      name,
      createdAt: clock.date(),
    }
    const kept = await insertBookmark.first([
      ...[bookmark.id, viewing.profileId, bookmark.titleId, bookmark.episodeId],
      ...[Math.round(positionSeconds * 1000), name, bookmark.createdAt],
    ])
    if (!kept)
      throw new E_BOOKMARKS_FULL({ detail: 'Delete a bookmark to make room for this one.' })
    return bookmark
  }
}
