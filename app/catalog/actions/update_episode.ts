import type { EpisodeId } from '#core/ids'
import { E_EPISODE_NOT_FOUND } from '../errors.js'
import Episode from '../models/episode.js'
import type { CreateEpisodeInput } from './create_episode.js'
import { refuseTakenNumber } from './refuse_taken_number.js'

export type UpdateEpisodeInput = Partial<Omit<CreateEpisodeInput, 'seasonId'>> & {
  episodeId: EpisodeId
}

/** Changes an episode; what is left out stays as it is. */
export class UpdateEpisode {
  /**
   * @throws E_EPISODE_NOT_FOUND
   * @throws E_NUMBER_TAKEN
   */
  async handle({ episodeId, ...columns }: UpdateEpisodeInput): Promise<Episode> {
    const episode = await Episode.find(episodeId)
    if (!episode) throw new E_EPISODE_NOT_FOUND()
    return refuseTakenNumber(
      episode.merge(columns).save(),
      `The season has an episode ${columns.number} already.`
    )
  }
}
