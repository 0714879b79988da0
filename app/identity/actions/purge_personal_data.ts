import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import { purgeIdempotencyKeys } from '#core/http/idempotency_records'
import type { AccountId, ProfileId } from '#core/ids'
import { personalData } from '#core/personal_data'
import type { ExportId } from '../export_files.js'
import { queueExport } from '../jobs/export_queue.js'
import { removeExport } from '../remove_exports.js'
import { EraseAccount } from './erase_account.js'

const DAY_MS = 24 * 3600 * 1000

/** What can still be said for a deleted profile has been said after this: a play session's life, and more. */
const LATE_REPORTS_MS = 2 * DAY_MS

/** An export that has not gone on for this long is not being made. */
const FORGOTTEN_EXPORT_MS = 3600 * 1000

/** How long an ended or expired log-in explains to its device why it was refused. */
const SPENT_FAMILY_MS = 30 * DAY_MS

/**
 * Erases the accounts whose day has come and drops what has served its time. Each step may be
 * repeated, and run by two workers at once; one that fails does not hold up the others.
 */
@inject()
export class PurgePersonalData {
  constructor(private eraseAccount: EraseAccount) {}

  /** @throws AggregateError of what failed, when all else is done */
  async handle(): Promise<void> {
    const now = clock.now()
    const steps: Record<string, () => Promise<unknown>> = {
      'accounts': () => this.#eraseDueAccounts(),
      'late reports of deleted profiles': () => this.#eraseLateReports(now),
      'exports': () => this.#dropOldExports(now),
      'forgotten exports': () => this.#queueForgottenExports(now),
      'log-ins': () => this.#dropSpentFamilies(now),
      'devices': () => this.#dropEndedDevices(now),
      'unlocks': () => dropBefore('identity.profile_unlocks', 'unlocked_until', now),
      'repeatable requests': () => purgeIdempotencyKeys(new Date(now)),
    }
    const failures: unknown[] = []
    for (const [what, step] of Object.entries(steps)) {
      await step().catch((error: unknown) => {
        logger.error({ err: error, what }, 'A purge failed')
        failures.push(error)
      })
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some purges failed')
  }

  async #eraseDueAccounts(): Promise<void> {
    const due: { id: AccountId }[] = await db
      .from('identity.accounts')
      .where('erase_at', '<=', clock.date())
      .orderBy('erase_at')
      .select('id')
    for (const { id } of due) await this.eraseAccount.handle({ accountId: id })
  }

  async #eraseLateReports(now: number): Promise<void> {
    const deleted: { profile_id: ProfileId; account_id: AccountId; deleted_at: Date }[] =
      await db.from('identity.deleted_profiles')
    for (const { profile_id: profileId, account_id: accountId } of deleted) {
      await personalData.eraseProfile({ accountId, profileId })
    }
    await dropBefore('identity.deleted_profiles', 'deleted_at', now - LATE_REPORTS_MS)
  }

  async #dropOldExports(now: number): Promise<void> {
    const old: { id: ExportId }[] = await db
      .from('identity.exports')
      .where('expires_at', '<=', new Date(now))
      .orWhere((failed) =>
        failed.where('state', 'failed').where('updated_at', '<', new Date(now - 7 * DAY_MS))
      )
      .select('id')
    for (const { id } of old) await removeExport(id)
  }

  /** Redis did not take them, or forgot them. The queue ignores those that it still has. */
  async #queueForgottenExports(now: number): Promise<void> {
    const forgotten: { id: ExportId }[] = await db
      .from('identity.exports')
      .whereIn('state', ['queued', 'running'])
      .where('updated_at', '<', new Date(now - FORGOTTEN_EXPORT_MS))
      .select('id')
    for (const { id } of forgotten) await queueExport(id)
  }

  async #dropSpentFamilies(now: number): Promise<void> {
    await dropBefore('identity.refresh_families', 'expires_at', now - SPENT_FAMILY_MS)
    await dropBefore('identity.refresh_families', 'ended_at', now - SPENT_FAMILY_MS)
  }

  /** A device without a log-in is one that stayed away until its family was dropped. */
  async #dropEndedDevices(now: number): Promise<void> {
    const keptMs = identityConfig.endedDeviceKeptDays * DAY_MS
    await dropBefore('identity.devices', 'ended_at', now - keptMs)
    await db.rawQuery(
      `delete from identity.devices d
        where d.ended_at is null and d.last_seen_at < ?
          and not exists (select from identity.refresh_families f where f.device_id = d.id)`,
      [new Date(now - keptMs)]
    )
  }
}

async function dropBefore(table: string, column: string, ms: number): Promise<void> {
  await db.from(table).where(column, '<', new Date(ms)).delete()
}
