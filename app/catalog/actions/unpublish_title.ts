import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { edit, type ScheduledEdit } from '../editing/edit.js'

/**
 * Takes a title back from viewers. What plays already goes on playing. By its schedule, a draft whose
 * whole time has passed loses the schedule.
 */
export class UnpublishTitle {
  /** @throws E_TITLE_NOT_FOUND, E_EDITED_MEANWHILE */
  async handle(input: { titleId: TitleId } & ScheduledEdit): Promise<void> {
    const { titleId, by, ifVersions, atItsTime } = input
    const subject = { entity: 'title', id: titleId } as const
    await edit({ titleId }, { action: 'unpublish', subject, by, ifVersions }, async (trx) => {
      await trx
        .from('catalog.titles')
        .where('id', titleId)
        .if(atItsTime, (query) => query.whereRaw('unpublish_at <= now()'))
        .unless(atItsTime, (query) => query.where('state', 'published'))
        .update({
          ...{ state: 'draft', published_at: null, unpublish_at: null },
          ...(atItsTime ? { publish_at: null, schedule_failure: null } : {}),
          updated_at: clock.date(),
        })
    })
  }
}
