import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import type { EpisodeId } from '#core/ids'
import { E_CATALOG_INCOMPLETE, E_EPISODE_NOT_FOUND } from '../errors.js'
import { TitlePublished } from '../events.js'
import Episode from '../models/episode.js'
import Title from '../models/title.js'

/** Brings out one episode. Viewers see it once its show is published too. */
export class PublishEpisode {
  /**
   * @throws E_EPISODE_NOT_FOUND
   * @throws E_CATALOG_INCOMPLETE when it has no video yet
   */
  async handle({ episodeId }: { episodeId: EpisodeId }): Promise<Episode> {
    const { episode, isNews } = await db.transaction(async (trx) => {
      const found = await Episode.query({ client: trx }).where('id', episodeId).forUpdate().first()
      if (!found) throw new E_EPISODE_NOT_FOUND()
      if (!found.assetId) {
        throw new E_CATALOG_INCOMPLETE({
          detail: 'Still missing: stream.',
          fields: [{ field: 'stream', message: 'Upload the episode.' }],
        })
      }
      if (found.state === 'published') return { episode: found, isNews: false }
      const publishedAt = DateTime.fromMillis(clock.now())
      await found.merge({ state: 'published', publishedAt }).save()
      const show = await Title.findOrFail(found.titleId, { client: trx })
      return { episode: found, isNews: show.state === 'published' }
    })
    if (isNews) await TitlePublished.dispatch(episode.titleId)
    return episode
  }
}
