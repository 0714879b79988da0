import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock'
import type { AssetId, EpisodeId, TitleId } from '#core/ids'
import type { StreamDescription, StreamOwner } from '#ingest'
import { MakeFrameArtwork } from './make_frame_artwork.js'

export interface StorePublishedAssetInput {
  assetId: AssetId
  owner: StreamOwner
  stream: StreamDescription
}

/**
 * Makes an ingested asset the video of its film or episode, and cuts artwork from its frames where
 * there is none. The same asset a second time changes nothing.
 */
export class StorePublishedAsset {
  async handle({ assetId, owner, stream }: StorePublishedAssetInput): Promise<void> {
    const video = {
      asset_id: assetId,
      stream: JSON.stringify(stream),
      duration_seconds: stream.durationSeconds,
      updated_at: clock.date(),
    }
    const showId =
      owner.titleId !== undefined
        ? await this.#storeOnFilm(owner.titleId, video)
        : await this.#storeOnEpisode(owner.episodeId, video)
    if (!showId) {
      logger.warn({ assetId, ...owner }, 'An asset was published for a title that is gone')
      return
    }
    await new MakeFrameArtwork().handle({ titleId: showId, episodeId: owner.episodeId, stream })
  }

  /** @returns the title, or null when there is no such film */
  async #storeOnFilm(titleId: TitleId, video: object): Promise<TitleId | null> {
    const [id] = await db
      .from('catalog.titles')
      .where({ id: titleId, kind: 'film' })
      .update(video)
      .returning('id')
    return (id as { id: TitleId } | undefined)?.id ?? null
  }

  /** @returns the show, or null when there is no such episode */
  async #storeOnEpisode(episodeId: EpisodeId, video: object): Promise<TitleId | null> {
    const [row] = await db
      .from('catalog.episodes')
      .where({ id: episodeId })
      .update(video)
      .returning('title_id')
    return (row as { title_id: TitleId } | undefined)?.title_id ?? null
  }
}
