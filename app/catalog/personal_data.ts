import db from '@adonisjs/lucid/services/db'
import { personalData } from '#core/personal_data'

const OF_PROFILES = {
  myList: { table: 'catalog.my_list', columns: ['profile_id', 'title_id', 'added_at'] },
  opinions: {
    table: 'catalog.opinions',
    columns: ['profile_id', 'title_id', 'opinion', 'given_at'],
  },
  reminders: {
    table: 'catalog.reminders',
    columns: ['profile_id', 'title_id', 'country', 'asked_at', 'reminded_at', 'seen_at'],
  },
}

/**
 * What the catalogue keeps of people: the lists, opinions and reminders of profiles, and of an editor
 * which changes were theirs. The changes themselves are the catalogue's history, and stay.
 */
personalData.register({
  section: 'catalogue',

  async exportOf({ accountId, profileIds }) {
    const kept = Object.entries(OF_PROFILES).map(async ([name, { table, columns }]) => [
      name,
      await db
        .from(table)
        .whereIn('profile_id', [...profileIds])
        .orderBy(['profile_id', 'title_id'])
        .select(...columns),
    ])
    const changes = await db
      .from('catalog.changes')
      .where('account_id', accountId)
      .orderBy('id')
      .select('entity', 'entity_id', 'title_id', 'action', 'before', 'after', 'changed_at')
    return { ...(Object.fromEntries(await Promise.all(kept)) as Record<string, unknown>), changes }
  },

  async eraseAccount({ accountId, profileIds }) {
    for (const { table } of Object.values(OF_PROFILES)) {
      await db
        .from(table)
        .whereIn('profile_id', [...profileIds])
        .delete()
    }
    await db.from('catalog.reminders').where('account_id', accountId).delete()
    await db.from('catalog.changes').where('account_id', accountId).update({ account_id: null })
  },

  async eraseProfile({ profileId }) {
    for (const { table } of Object.values(OF_PROFILES)) {
      await db.from(table).where('profile_id', profileId).delete()
    }
  },
})
