import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import { newId, type AccountId } from '#core/ids'
import { queueExport } from '../jobs/export_queue.js'
import Export from '../models/export.js'

/** Asks for a file with all that is kept of an account. One that is being made already is answered. */
export class AskForExport {
  async handle({ accountId }: { accountId: AccountId }): Promise<Export> {
    const now = DateTime.fromMillis(clock.now())
    const asked = await Export.create({
      id: newId(),
      accountId,
      state: 'queued',
      percent: 0,
      bytes: null,
      createdAt: now,
      updatedAt: now,
      finishedAt: null,
      expiresAt: null,
    }).catch((error: { constraint?: string }) => {
      if (error.constraint !== 'exports_one_at_a_time') throw error
      return Export.query().where({ accountId }).whereIn('state', ['queued', 'running']).first()
    })
    // The one that was being made has just ended.
    if (!asked) return this.handle({ accountId })
    await queueExport(asked.id)
    return asked
  }
}
