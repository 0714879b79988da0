import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { EpisodeId, TitleId } from '#core/ids'
import { edit, type Edit } from '../editing/edit.js'
import { E_EPISODE_NOT_FOUND } from '../errors.js'
import Episode from '../models/episode.js'
import type { EpisodeDescription } from './create_episode.js'
import { refuseTakenNumber } from './refuse_taken.js'

export type UpdateEpisodeInput = Partial<EpisodeDescription> & Edit & { episodeId: EpisodeId }

/** Changes an episode; what is left out stays as it is. */
export class UpdateEpisode {
  /**
   * @throws E_EPISODE_NOT_FOUND, E_EDITED_MEANWHILE
   * @throws E_NUMBER_TAKEN
   */
  async handle({ episodeId, by, ifVersions, trx, ...columns }: UpdateEpisodeInput) {
    return editEpisode(episodeId, { action: 'update', by, ifVersions, trx }, (episode) =>
      refuseTakenNumber(
        episode.merge(columns).save(),
        `The season has an episode ${columns.number} already.`
      )
    )
  }
}

/** Takes an episode out of its show. What plays already goes on playing. */
export class DeleteEpisode {
  /**
   * @returns the show
   * @throws E_EPISODE_NOT_FOUND, E_EDITED_MEANWHILE
   */
  async handle({ episodeId, by, ifVersions }: { episodeId: EpisodeId } & Edit): Promise<TitleId> {
    const change = { action: 'delete', by, ifVersions }
    const { titleId } = await editEpisode(episodeId, change, async (episode) => {
      await episode.delete()
      return episode
    })
    return titleId
  }
}

/**
 * An edit of one episode, which is one of its show.
 * @throws E_EPISODE_NOT_FOUND, E_EDITED_MEANWHILE
 */
export async function editEpisode<Result>(
  episodeId: EpisodeId,
  change: { action: string } & Edit,
  work: (episode: Episode, trx: TransactionClientContract) => Promise<Result>
): Promise<Result> {
  const { trx } = change
  const found = await Episode.find(episodeId, trx ? { client: trx } : undefined)
  if (!found) throw new E_EPISODE_NOT_FOUND()
  const subject = { entity: 'episode', id: episodeId } as const
  return edit({ titleId: found.titleId }, { ...change, subject }, async (client) => {
    const episode = await Episode.find(episodeId, { client })
    if (!episode) throw new E_EPISODE_NOT_FOUND()
    return work(episode, client)
  })
}
