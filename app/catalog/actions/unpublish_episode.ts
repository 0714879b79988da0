import type { EpisodeId } from '#core/ids'
import type { Edit } from '../editing/edit.js'
import type Episode from '../models/episode.js'
import { editEpisode } from './update_episode.js'

/** Takes one episode back from viewers. */
export class UnpublishEpisode {
  /** @throws E_EPISODE_NOT_FOUND, E_EDITED_MEANWHILE */
  async handle({ episodeId, ...by }: { episodeId: EpisodeId } & Edit): Promise<Episode> {
    return editEpisode(episodeId, { action: 'unpublish', ...by }, (episode) =>
      episode.state === 'draft'
        ? Promise.resolve(episode)
        : episode.merge({ state: 'draft', publishedAt: null, unpublishAt: null }).save()
    )
  }
}
