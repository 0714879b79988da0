import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import QRCode from 'qrcode'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { E_TWO_FACTOR_ON } from '../errors.js'
import { FindAccount } from '../queries/find_account.js'
import { newTotpSecret, otpauthUrl, sealTotpSecret } from '../totp.js'

/** What an authenticator app takes over. It is shown once and cannot be asked for again. */
export interface TwoFactorSetUp {
  /** Base32. */
  secret: string
  otpauthUrl: string
  /** The URL as a QR code: a PNG in a data URI. */
  qrCode: string
}

/**
 * Begins to set up two-factor log-in; it is off until a code confirms that the app has the secret.
 * Beginning anew replaces a secret that was never confirmed.
 * @throws E_TWO_FACTOR_ON
 */
@inject()
export class SetUpTwoFactor {
  constructor(private findAccount: FindAccount) {}

  async handle({ accountId }: { accountId: AccountId }): Promise<TwoFactorSetUp> {
    const { email } = await this.findAccount.handle({ accountId })
    const secret = newTotpSecret()
    const kept: { rows: unknown[] } = await db.rawQuery(
      `insert into identity.totp_secrets as kept (account_id, sealed_secret, created_at)
       values (?, ?, ?)
       on conflict (account_id) do update
         set sealed_secret = excluded.sealed_secret, created_at = excluded.created_at,
             last_used_step = null
         where kept.confirmed_at is null
       returning account_id`,
      [accountId, sealTotpSecret(secret), clock.date()]
    )
    if (kept.rows.length === 0) throw new E_TWO_FACTOR_ON()
    const url = otpauthUrl(secret, email)
    return { secret, otpauthUrl: url, qrCode: await QRCode.toDataURL(url, { margin: 2, scale: 6 }) }
  }
}
