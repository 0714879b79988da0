import db from '@adonisjs/lucid/services/db'
import type { AccountId } from '#core/ids'
import { personalData, type DataSubject } from '#core/personal_data'
import { removeExports } from './remove_exports.js'

interface Kept {
  table: string
  /** What of it a person can read: no hashes, keys or secrets. */
  columns: readonly string[]
  whose: 'account_id' | 'device_id' | 'profile_id'
}

/**
 * The tables of this module that hang on an account, by their name in the export. All go with the
 * account by their foreign keys; a table without one must be erased below by hand.
 */
const KEPT: Record<string, Kept> = {
  profiles: {
    table: 'identity.profiles',
    whose: 'account_id',
    columns: [
      ...['id', 'name', 'avatar', 'language', 'kids', 'maturity_limit', 'autoplay_next_episode'],
      ...['autoplay_previews', 'subtitle_style', 'created_at', 'updated_at'],
    ],
  },
  devices: {
    table: 'identity.devices',
    whose: 'account_id',
    columns: [
      ...['id', 'name', 'kind', 'kids_profile_id', 'country', 'city', 'network'],
      ...['created_at', 'last_seen_at', 'ended_at', 'end_reason'],
    ],
  },
  logIns: {
    table: 'identity.refresh_families',
    whose: 'device_id',
    columns: ['device_id', 'created_at', 'expires_at', 'ended_at'],
  },
  unlockedProfiles: {
    table: 'identity.profile_unlocks',
    whose: 'profile_id',
    columns: ['profile_id', 'device_id', 'unlocked_until'],
  },
  twoFactor: {
    table: 'identity.totp_secrets',
    whose: 'account_id',
    columns: ['created_at', 'confirmed_at'],
  },
  recoveryCodes: {
    table: 'identity.recovery_codes',
    whose: 'account_id',
    columns: ['created_at', 'used_at'],
  },
  passkeys: {
    table: 'identity.passkeys',
    whose: 'account_id',
    columns: ['name', 'transports', 'backed_up', 'created_at', 'last_used_at'],
  },
  linkedProviders: {
    table: 'identity.linked_providers',
    whose: 'account_id',
    columns: ['provider', 'subject', 'email', 'created_at', 'last_used_at'],
  },
  pairings: {
    table: 'identity.device_pairings',
    whose: 'account_id',
    columns: ['device_name', 'device_kind', 'address', 'created_at', 'decision', 'taken_at'],
  },
  mailedCodes: {
    table: 'identity.mailed_codes',
    whose: 'account_id',
    columns: ['purpose', 'email', 'created_at', 'expires_at'],
  },
  looksBySupport: {
    table: 'identity.inspections',
    whose: 'account_id',
    columns: ['id', 'reason', 'opened_at', 'closes_at'],
  },
  exports: {
    table: 'identity.exports',
    whose: 'account_id',
    columns: ['id', 'state', 'bytes', 'created_at', 'finished_at', 'expires_at'],
  },
}

const ACCOUNT_COLUMNS = [
  'id',
  'email',
  'email_verified_at',
  'roles',
  'country',
  'created_at',
  'updated_at',
  'erase_at',
]

function rowsOf({ table, columns, whose }: Kept, subject: DataSubject) {
  const ids = {
    account_id: [subject.accountId],
    device_id: [...subject.deviceIds],
    profile_id: [...subject.profileIds],
  }
  return db
    .from(table)
    .whereIn(whose, ids[whose])
    .orderBy(columns.includes('created_at') ? 'created_at' : columns[0]!)
    .select(...columns)
}

/** The log stays whole; of whom it was is no longer in it. */
async function blankStaffLog(accountId: AccountId): Promise<void> {
  await db
    .from('identity.staff_log')
    .where('account_id', accountId)
    .update({ account_id: null, reason: null, details: null })
  await db
    .from('identity.staff_log')
    .where('staff_account_id', accountId)
    .update({ staff_account_id: null })
}

personalData.register({
  section: 'account',

  async exportOf(subject) {
    const account = await db
      .from('identity.accounts')
      .where('id', subject.accountId)
      .select(...ACCOUNT_COLUMNS)
      .firstOrFail()
    const kept = Object.entries(KEPT).map(async ([name, of]): Promise<[string, unknown]> => [
      name,
      await rowsOf(of, subject),
    ])
    return { ...account, ...Object.fromEntries(await Promise.all(kept)) }
  },

  async eraseAccount({ accountId }) {
    await blankStaffLog(accountId)
    await removeExports(accountId)
    // A registration of the address that was never completed names no account.
    await db.rawQuery(
      `delete from identity.mailed_codes
        where lower(email) in (select lower(email) from identity.accounts where id = ?)`,
      [accountId]
    )
    await db.from('identity.accounts').where('id', accountId).delete()
  },

  async eraseProfile({ accountId, profileId }) {
    await db.from('identity.profiles').where({ id: profileId, account_id: accountId }).delete()
  },
})
