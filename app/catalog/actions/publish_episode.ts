import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import type { EpisodeId } from '#core/ids'
import type { ScheduledEdit } from '../editing/edit.js'
import { E_CATALOG_INCOMPLETE } from '../errors.js'
import { TitlePublished } from '../events.js'
import type Episode from '../models/episode.js'
import Title from '../models/title.js'
import { editEpisode } from './update_episode.js'

/** What an episode needs before it can come out. */
export const EPISODE_NEEDS_STREAM = { field: 'stream', message: 'Upload the episode.' }

/** Brings out one episode. Viewers see it once its show is published too. */
export class PublishEpisode {
  /**
   * @throws E_EPISODE_NOT_FOUND, E_EDITED_MEANWHILE
   * @throws E_CATALOG_INCOMPLETE when it has no video yet
   */
  async handle(input: { episodeId: EpisodeId } & ScheduledEdit): Promise<Episode> {
    const { episodeId, atItsTime, ...by } = input
    const change = { action: 'publish', ...by }
    const { episode, isNews } = await editEpisode(episodeId, change, async (found, client) => {
      if (atItsTime && !isDue(found)) return { episode: found, isNews: false }
      if (!found.assetId) {
        throw new E_CATALOG_INCOMPLETE({
          detail: 'Still missing: stream.',
          fields: [EPISODE_NEEDS_STREAM],
        })
      }
      if (found.state === 'published') return { episode: found, isNews: false }
      const publishedAt = DateTime.fromMillis(clock.now())
      const scheduleDone = { publishAt: null, scheduleFailure: null, scheduleFailedVersion: null }
      await found.merge({ state: 'published', publishedAt, ...scheduleDone }).save()
      const show = await Title.findOrFail(found.titleId, { client })
      return { episode: found, isNews: show.state === 'published' }
    })
    if (isNews) await TitlePublished.dispatch(episode.titleId)
    return episode
  }
}

function isDue({ state, publishAt, unpublishAt }: Episode): boolean {
  const now = DateTime.now()
  return (
    state === 'draft' &&
    publishAt !== null &&
    publishAt <= now &&
    (unpublishAt === null || unpublishAt > now)
  )
}
