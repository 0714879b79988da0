import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock'
import type { EpisodeId, TitleId } from '#core/ids'
import { edit, type ScheduledEdit } from '../editing/edit.js'
import type { Subject } from '../editing/snapshots.js'
import { E_CATALOG_INCOMPLETE } from '../errors.js'
import { TitlePublished } from '../events.js'
import { missingForPublication } from '../publication.js'

/**
 * Shows a title to viewers; of a show, also its episodes that have a video and no later time of their
 * own. Publishing again brings out the episodes that came since. A schedule that would have published
 * it is done with.
 */
export class PublishTitle {
  /**
   * @throws E_TITLE_NOT_FOUND
   * @throws E_EDITED_MEANWHILE
   * @throws E_CATALOG_INCOMPLETE naming every part that is missing
   */
  async handle(input: { titleId: TitleId } & ScheduledEdit): Promise<void> {
    const { titleId, by, ifVersions, atItsTime } = input
    const subject = (trx: TransactionClientContract) => broughtOut(trx, titleId)
    const change = { action: 'publish', subject, by, ifVersions }
    const isNews = await edit({ titleId }, change, async (trx) =>
      atItsTime && !(await isDue(trx, titleId)) ? false : bringOut(trx, titleId)
    )
    if (isNews) await TitlePublished.dispatch(titleId)
  }
}

/** Drafts among a show's episodes that come out with it. */
function finishedDrafts(trx: TransactionClientContract, titleId: TitleId) {
  return trx
    .from('catalog.episodes')
    .where({ title_id: titleId, state: 'draft' })
    .whereNotNull('asset_id')
    .where((query) => query.whereNull('publish_at').orWhere('publish_at', '<=', clock.date()))
}

async function broughtOut(trx: TransactionClientContract, titleId: TitleId): Promise<Subject[]> {
  const episodes: { id: EpisodeId }[] = await finishedDrafts(trx, titleId).select('id')
  return [
    { entity: 'title', id: titleId },
    ...episodes.map(({ id }) => ({ entity: 'episode', id }) as const),
  ]
}

async function isDue(trx: TransactionClientContract, titleId: TitleId): Promise<boolean> {
  const due = await trx
    .from('catalog.titles')
    .where({ id: titleId, state: 'draft' })
    .whereRaw('publish_at <= now() and (unpublish_at is null or unpublish_at > now())')
    .first()
  return due !== null
}

/** @returns whether there is something new to see */
async function bringOut(trx: TransactionClientContract, titleId: TitleId): Promise<boolean> {
  const missing = await missingForPublication(trx, titleId)
  if (missing.length > 0) {
    const detail = `Still missing: ${missing.map((part) => part.field).join(', ')}.`
    throw new E_CATALOG_INCOMPLETE({ detail, fields: missing })
  }
  const published = { state: 'published', published_at: clock.date() }
  const scheduleDone = { publish_at: null, schedule_failure: null, schedule_failed_version: null }
  const titles = await trx
    .from('catalog.titles')
    .where({ id: titleId, state: 'draft' })
    .update({ ...published, ...scheduleDone })
  const episodes = await finishedDrafts(trx, titleId).update({
    ...{ ...published, ...scheduleDone },
    updated_at: clock.date(),
  })
  return Number(titles) + Number(episodes) > 0
}
