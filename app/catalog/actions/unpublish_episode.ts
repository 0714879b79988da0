import type { EpisodeId } from '#core/ids'
import { E_EPISODE_NOT_FOUND } from '../errors.js'
import Episode from '../models/episode.js'

/** Takes one episode back from viewers. */
export class UnpublishEpisode {
  /** @throws E_EPISODE_NOT_FOUND */
  async handle({ episodeId }: { episodeId: EpisodeId }): Promise<Episode> {
    const episode = await Episode.find(episodeId)
    if (!episode) throw new E_EPISODE_NOT_FOUND()
    return episode.merge({ state: 'draft', publishedAt: null }).save()
  }
}
