import db from '@adonisjs/lucid/services/db'
import type { AccountId } from '#core/ids'

/** The name of an account's first profile: as a rule that of the person who owns it. */
export class FindOwnerName {
  async handle({ accountId }: { accountId: AccountId }): Promise<string | null> {
    const profile: { name: string } | null = await db
      .from('identity.profiles')
      .where('account_id', accountId)
      .orderBy([{ column: 'created_at' }, { column: 'id' }])
      .select('name')
      .first()
    return profile?.name ?? null
  }
}
