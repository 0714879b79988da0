import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import logger from '@adonisjs/core/services/logger'
import type { AssetId, EpisodeId, TitleId } from '#core/ids'
import { ProblemError } from '#core/problem'
import type { StreamDescription, StreamOwner } from '#ingest'
import { edit } from '../editing/edit.js'
import Title from '../models/title.js'
import { MakeFrameArtwork } from './make_frame_artwork.js'
import { editEpisode } from './update_episode.js'

export interface StorePublishedAssetInput {
  assetId: AssetId
  owner: StreamOwner
  stream: StreamDescription
}

/**
 * Makes an ingested asset the video of its film, extra or episode, notes in which languages it can be
 * heard and read, and cuts artwork from its frames where there is none. The same asset a second time
 * changes nothing.
 */
export class StorePublishedAsset {
  async handle({ assetId, owner, stream }: StorePublishedAssetInput): Promise<void> {
    const titleId = await this.#store(owner, assetId, stream)
    if (!titleId) {
      logger.warn({ assetId, ...owner }, 'An asset was published for a title that is gone')
      return
    }
    await new MakeFrameArtwork().handle({ titleId, episodeId: owner.episodeId, stream })
  }

  /** @returns the film, extra or show; null when it is gone, or takes no video */
  async #store(
    owner: StreamOwner,
    assetId: AssetId,
    stream: StreamDescription
  ): Promise<TitleId | null> {
    const video = { assetId, stream, durationSeconds: stream.durationSeconds }
    try {
      return owner.titleId !== undefined
        ? await this.#storeOnTitle(owner.titleId, video)
        : await this.#storeOnEpisode(owner.episodeId, video)
    } catch (error) {
      if (error instanceof ProblemError && error.status === 404) return null
      throw error
    }
  }

  async #storeOnTitle(titleId: TitleId, video: Video): Promise<TitleId | null> {
    const subject = { entity: 'title', id: titleId } as const
    return edit({ titleId }, { action: 'store-video', subject }, async (client) => {
      const title = await Title.findOrFail(titleId, { client })
      if (title.kind === 'show') return null
      await title.merge({ ...video, ...languagesOf(video.stream) }).save()
      return titleId
    })
  }

  async #storeOnEpisode(episodeId: EpisodeId, video: Video): Promise<TitleId> {
    return editEpisode(episodeId, { action: 'store-video' }, async (episode, trx) => {
      await episode.merge(video).save()
      await gatherLanguages(trx, episode.titleId)
      return episode.titleId
    })
  }
}

interface Video {
  assetId: AssetId
  stream: StreamDescription
  durationSeconds: number
}

function languagesOf({ audio, text }: StreamDescription) {
  const distinct = (tracks: { language: string }[]) => [
    ...new Set(tracks.map((track) => track.language)),
  ]
  return { audioLanguages: distinct(audio), subtitleLanguages: distinct(text) }
}

/** A show can be heard and read in what any of its episodes can. */
async function gatherLanguages(trx: TransactionClientContract, showId: TitleId): Promise<void> {
  const languages = (tracks: 'audio' | 'text') => `array(
    select distinct track ->> 'language'
    from catalog.episodes e cross join lateral jsonb_array_elements(e.stream -> '${tracks}') track
    where e.title_id = t.id and e.stream is not null order by 1)`
  await trx.rawQuery(
    `update catalog.titles t set
       audio_languages = ${languages('audio')}, subtitle_languages = ${languages('text')}
     where t.id = ?`,
    [showId]
  )
}
