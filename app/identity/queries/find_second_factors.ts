import db from '@adonisjs/lucid/services/db'
import type { AccountId } from '#core/ids'

/** How an account may prove who it is besides its password. */
export interface SecondFactors {
  /** When two-factor log-in was turned on, or null while it is off. */
  onSince: Date | null
  recoveryCodesLeft: number
  passkeys: number
}

/** Which second factors an account has. */
export class FindSecondFactors {
  async handle(input: { accountId: AccountId }): Promise<SecondFactors> {
    const found = await db.rawQuery<{ rows: [SecondFactors] }>(
      `select (select confirmed_at from identity.totp_secrets
                where account_id = :accountId) as "onSince",
              (select count(*)::int from identity.recovery_codes
                where account_id = :accountId and used_at is null) as "recoveryCodesLeft",
              (select count(*)::int from identity.passkeys
                where account_id = :accountId) as passkeys`,
      input
    )
    return found.rows[0]
  }
}
