import { inject } from '@adonisjs/core'
import { TitleCardsByIds, type ProfileViewing } from '#catalog'
import type { EpisodeId, TitleId } from '#core/ids'

/** What a film or an episode is called and looks like; nulls once it has left the catalogue. */
export interface WatchedName {
  name: string | null
  showName: string | null
  seasonNumber: number | null
  episodeNumber: number | null
  /** Wide: an episode's still, a film's backdrop. */
  picture: string | null
  pictureSrcset: string | null
  picturePreview: string | null
}

interface Watched {
  titleId: TitleId
  episodeId: EpisodeId | null
}

/** What was watched once is named, though its profile's limit is lower now. Years of age. */
const NO_LIMIT = 18

const GONE: WatchedName = {
  ...{ name: null, showName: null, seasonNumber: null, episodeNumber: null },
  ...{ picture: null, pictureSrcset: null, picturePreview: null },
}

/** Names of what a profile has watched, in two queries however many there are. */
@inject()
export class NameWatched {
  constructor(protected titleCardsByIds: TitleCardsByIds) {}

  async handle(input: {
    viewing: ProfileViewing
    watched: readonly Watched[]
  }): Promise<(watched: Watched) => WatchedName> {
    const { titles, episodes } = await this.titleCardsByIds.handle({
      titleIds: input.watched.flatMap((each) => (each.episodeId ? [] : each.titleId)),
      episodeIds: input.watched.flatMap((each) => each.episodeId ?? []),
      viewing: { ...input.viewing, maturityLimit: NO_LIMIT },
    })
    return ({ titleId, episodeId }) => {
      const episode = episodeId ? episodes.get(episodeId) : undefined
      if (episode) {
        const { still, stillSrcset, stillPreview } = episode.artwork
        return {
          name: episode.name,
          showName: episode.showName,
          seasonNumber: episode.seasonNumber,
          episodeNumber: episode.episodeNumber,
          ...{ picture: still, pictureSrcset: stillSrcset, picturePreview: stillPreview },
        }
      }
      const title = episodeId ? undefined : titles.get(titleId)
      if (!title) return GONE
      const { backdrop, backdropSrcset, backdropPreview } = title.artwork
      return {
        ...{ ...GONE, name: title.name, picture: backdrop },
        ...{ pictureSrcset: backdropSrcset, picturePreview: backdropPreview },
      }
    }
  }
}
