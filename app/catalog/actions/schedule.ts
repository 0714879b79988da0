import { DateTime } from 'luxon'
import type { EpisodeId, TitleId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'
import { edit, type Edit } from '../editing/edit.js'
import type Episode from '../models/episode.js'
import Title from '../models/title.js'
import { editEpisode } from './update_episode.js'

/** When something is published and taken back by itself; null for never. ISO 8601. */
interface Schedule extends Edit {
  publishAt: string | null
  unpublishAt: string | null
}

/**
 * Says when a title is published and taken back by itself. What is not complete at its time stays a
 * draft, tells editors what is missing, and comes out as soon as it is complete.
 */
export class ScheduleTitle {
  /**
   * @throws E_TITLE_NOT_FOUND, E_EDITED_MEANWHILE
   * @throws E_INVALID_REQUEST when it would be taken back before it is published
   */
  async handle({ titleId, ...input }: { titleId: TitleId } & Schedule): Promise<void> {
    const { publishAt, unpublishAt, ...by } = input
    refuseEndBeforeStart(input)
    const subject = { entity: 'title', id: titleId } as const
    await edit({ titleId }, { action: 'schedule', subject, ...by }, async (client) => {
      const title = await Title.findOrFail(titleId, { client })
      await title.merge(scheduled(title, publishAt, unpublishAt)).save()
    })
  }
}

/** The same for one episode, so that a season can come out week by week. */
export class ScheduleEpisode {
  /** @throws E_EPISODE_NOT_FOUND, E_EDITED_MEANWHILE, E_INVALID_REQUEST */
  async handle({ episodeId, ...input }: { episodeId: EpisodeId } & Schedule): Promise<Episode> {
    const { publishAt, unpublishAt, ...by } = input
    refuseEndBeforeStart(input)
    return editEpisode(episodeId, { action: 'schedule', ...by }, (episode) =>
      episode.merge(scheduled(episode, publishAt, unpublishAt)).save()
    )
  }
}

function scheduled(
  { state }: Title | Episode,
  publishAt: string | null,
  unpublishAt: string | null
) {
  return {
    // What is out already has no time ahead at which it would come out.
    publishAt: state === 'published' || !publishAt ? null : DateTime.fromISO(publishAt),
    unpublishAt: unpublishAt ? DateTime.fromISO(unpublishAt) : null,
    scheduleFailure: null,
    scheduleFailedVersion: null,
  }
}

function refuseEndBeforeStart({ publishAt, unpublishAt }: Schedule): void {
  if (!publishAt || !unpublishAt || Date.parse(publishAt) < Date.parse(unpublishAt)) return
  const message = 'The unpublishAt field must be after publishAt'
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'unpublishAt', message }] })
}
