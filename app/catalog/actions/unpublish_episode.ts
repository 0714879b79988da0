import type { EpisodeId } from '#core/ids'
import { DateTime } from 'luxon'
import type { ScheduledEdit } from '../editing/edit.js'
import type Episode from '../models/episode.js'
import { editEpisode } from './update_episode.js'

/** Takes one episode back from viewers. */
export class UnpublishEpisode {
  /** @throws E_EPISODE_NOT_FOUND, E_EDITED_MEANWHILE */
  async handle(input: { episodeId: EpisodeId } & ScheduledEdit): Promise<Episode> {
    const { episodeId, atItsTime, ...by } = input
    return editEpisode(episodeId, { action: 'unpublish', ...by }, async (episode) => {
      const { state, unpublishAt } = episode
      const isDue = unpublishAt !== null && unpublishAt <= DateTime.now()
      if (atItsTime ? !isDue : state === 'draft') return episode
      const over = atItsTime ? { publishAt: null, scheduleFailure: null } : {}
      return episode.merge({ state: 'draft', publishedAt: null, unpublishAt: null, ...over }).save()
    })
  }
}
