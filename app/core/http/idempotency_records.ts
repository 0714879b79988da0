import db from '@adonisjs/lucid/services/db'
import { personalData } from '#core/personal_data'

const TABLE = 'core.idempotency_keys'

/** How long an answer is given again. Milliseconds. */
export const IDEMPOTENCY_MS = 24 * 3600 * 1000

/** Forgets the answers that are given again no more. */
export async function purgeIdempotencyKeys(now: Date): Promise<void> {
  await db
    .from(TABLE)
    .where('created_at', '<', new Date(now.getTime() - IDEMPOTENCY_MS))
    .delete()
}

personalData.register({
  section: 'repeatableRequests',

  async exportOf({ accountId }) {
    const kept = await db.from(TABLE).where('caller', accountId).orderBy('created_at')
    return {
      requests: kept.map((request) => ({
        idempotencyKey: request.key,
        status: request.status,
        answer: request.body,
        at: request.created_at,
      })),
    }
  },

  async eraseAccount({ accountId }) {
    await db.from(TABLE).where('caller', accountId).delete()
  },

  /** Keys say nothing of profiles but in the answers, which name them until the day is over. */
  async eraseProfile({ accountId, profileId }) {
    await db.from(TABLE).where('caller', accountId).whereLike('body', `%${profileId}%`).delete()
  },
})
