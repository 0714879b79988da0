import { inject } from '@adonisjs/core'
import drive from '@adonisjs/drive/services/main'
import { DateTime } from 'luxon'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import { sendMail } from '#core/mail/index'
import { personalData, type DataSubject } from '#core/personal_data'
import { exportFile, type ExportId } from '../export_files.js'
import { ExportReady } from '../mails/export_ready.js'
import Export from '../models/export.js'
import { FindDataSubject } from '../queries/find_data_subject.js'

/**
 * Makes the file of an export: one JSON document with a section for each module. It is written
 * whole, so that a job which is done twice leaves the same file.
 */
@inject()
export class MakeExport {
  constructor(private findDataSubject: FindDataSubject) {}

  async handle({ exportId }: { exportId: ExportId }): Promise<void> {
    const asked = await Export.find(exportId)
    if (!asked || asked.state === 'ready') return
    const subject = await this.findDataSubject.handle({ accountId: asked.accountId })
    if (!subject) return
    const json = JSON.stringify(await this.#collect(asked, subject), null, 2)
    await drive.use().put(exportFile(exportId), json, { contentType: 'application/json' })
    await this.#finish(asked, Buffer.byteLength(json), subject.email)
  }

  /** Notes that an export could not be made, after its last try. */
  async fail({ exportId }: { exportId: ExportId }): Promise<void> {
    await Export.query()
      .where('id', exportId)
      .whereNot('state', 'ready')
      .update({ state: 'failed', updatedAt: DateTime.fromMillis(clock.now()) })
  }

  async #collect(asked: Export, subject: DataSubject): Promise<object> {
    const sections: Record<string, unknown> = {}
    const { keepers } = personalData
    for (const [index, keeper] of keepers.entries()) {
      sections[keeper.section] = await keeper.exportOf(subject)
      const percent = Math.floor((100 * (index + 1)) / (keepers.length + 1))
      await asked.merge({ state: 'running', percent, updatedAt: now() }).save()
    }
    return { service: 'FlixFlow', madeAt: clock.date().toISOString(), ...sections }
  }

  async #finish(asked: Export, bytes: number, email: string): Promise<void> {
    const expiresAt = now().plus({ days: identityConfig.exportKeptDays })
    const times = { updatedAt: now(), finishedAt: now(), expiresAt }
    await asked.merge({ state: 'ready', percent: 100, bytes, ...times }).save()
    sendMail(new ExportReady(email, expiresAt.toJSDate()))
  }
}

function now(): DateTime {
  return DateTime.fromMillis(clock.now())
}
