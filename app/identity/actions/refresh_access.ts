import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import type { AccountId, DeviceId, Id } from '#core/ids'
import type { ProblemClass } from '#core/problem'
import {
  E_REFRESH_ENDED,
  E_REFRESH_EXPIRED,
  E_REFRESH_INVALID,
  E_REFRESH_REUSED,
} from '../errors.js'
import { announceDeviceEnded } from '../events.js'
import { loggedIn, type LoggedIn } from '../logged_in.js'
import Device from '../models/device.js'
import { FindAccount } from '../queries/find_account.js'
import { hashOf, isRefreshToken, successorOf } from '../refresh_token.js'
import { endDeviceIn } from './end_device.js'

type FamilyId = Id<'refresh-family'>

interface PresentedToken {
  family_id: FamilyId
  device_id: DeviceId
  account_id: AccountId
  rotated_at: Date | null
  ended_at: Date | null
  expires_at: Date
}

type Rotation =
  | { outcome: 'granted'; accountId: AccountId; deviceId: DeviceId; refreshToken: string }
  | { outcome: 'refused'; problem: ProblemClass }
  | { outcome: 'reused'; accountId: AccountId; deviceId: DeviceId }

/** More rotations than this do not happen within the grace, so the walk to the current token ends. */
const MOST_ROTATIONS_IN_GRACE = 32

/**
 * Exchanges a refresh token for an access token and the next refresh token
 * (RFC 9700 section 4.14.2: rotation, and reuse ends the family).
 *
 * A token that was rotated less than `refreshGraceSeconds` ago gets the family's current token
 * again instead of ending the family: two tabs, or a client that lost the answer, are no thieves.
 * A thief who is that fast shares the one chain with the viewer, and the next token that either
 * of them uses for the second time, after the grace, ends it for both.
 *
 * @throws E_REFRESH_INVALID, E_REFRESH_EXPIRED, E_REFRESH_ENDED, E_REFRESH_REUSED
 */
@inject()
export class RefreshAccess {
  constructor(private findAccount: FindAccount) {}

  async handle(input: { refreshToken: string }): Promise<LoggedIn> {
    if (!isRefreshToken(input.refreshToken)) throw new E_REFRESH_INVALID()

    const rotation = await db.transaction((trx) => this.#rotate(trx, input.refreshToken))
    if (rotation.outcome === 'refused') throw new rotation.problem()
    if (rotation.outcome === 'reused') {
      await announceDeviceEnded(rotation.accountId, rotation.deviceId)
      throw new E_REFRESH_REUSED({
        detail: 'This log-in was used from two places, so it was ended. Log in again.',
      })
    }
    const [account, device] = await Promise.all([
      this.findAccount.handle({ accountId: rotation.accountId }),
      Device.findOrFail(rotation.deviceId),
    ])
    return loggedIn(account, device, rotation.refreshToken, 'unconfirmed')
  }

  async #rotate(trx: TransactionClientContract, token: string): Promise<Rotation> {
    const presented = await this.#lock(trx, token)
    if (!presented) return { outcome: 'refused', problem: E_REFRESH_INVALID }
    if (presented.ended_at) return { outcome: 'refused', problem: E_REFRESH_ENDED }
    if (presented.expires_at <= clock.date()) {
      return { outcome: 'refused', problem: E_REFRESH_EXPIRED }
    }

    const whose = { accountId: presented.account_id, deviceId: presented.device_id }
    const current = presented.rotated_at
      ? await this.#currentAfter(trx, token, presented.family_id, presented.rotated_at)
      : await this.#replace(trx, token, presented)
    if (current) return { outcome: 'granted', ...whose, refreshToken: current }

    await endDeviceIn(trx, { ...whose, reason: 'refresh-token-reused' })
    return { outcome: 'reused', ...whose }
  }

  /** Locks the token and its family, so that the second of two refreshes sees what the first did. */
  async #lock(trx: TransactionClientContract, token: string): Promise<PresentedToken | undefined> {
    const found: { rows: PresentedToken[] } = await trx.rawQuery(
      `select t.family_id, f.device_id, d.account_id, t.rotated_at, f.ended_at, f.expires_at
         from identity.refresh_tokens t
         join identity.refresh_families f on f.id = t.family_id
         join identity.devices d on d.id = f.device_id
        where t.token_hash = ?
          for update of t, f`,
      [hashOf(token)]
    )
    return found.rows[0]
  }

  async #replace(
    trx: TransactionClientContract,
    token: string,
    { family_id: familyId, device_id: deviceId }: PresentedToken
  ): Promise<string> {
    const now = clock.date()
    const expiresAt = new Date(now.getTime() + identityConfig.refreshTokenSeconds * 1000)
    const successor = successorOf(token)
    const tokens = 'identity.refresh_tokens'
    await trx.from(tokens).where('token_hash', hashOf(token)).update({ rotated_at: now })
    await trx
      .table(tokens)
      .insert({ token_hash: hashOf(successor), family_id: familyId, created_at: now })
    await trx
      .from('identity.refresh_families')
      .where('id', familyId)
      .update({ expires_at: expiresAt })
    await Device.query({ client: trx })
      .where('id', deviceId)
      .update({ lastSeenAt: DateTime.fromJSDate(now) })
    return successor
  }

  /** The family's current token, for the holder of one rotated within the grace; else null. */
  async #currentAfter(
    trx: TransactionClientContract,
    token: string,
    familyId: FamilyId,
    rotatedAt: Date
  ): Promise<string | null> {
    const graceEnds = rotatedAt.getTime() + identityConfig.refreshGraceSeconds * 1000
    if (clock.now() > graceEnds) return null

    const current: { token_hash: Buffer } = await trx
      .from('identity.refresh_tokens')
      .where('family_id', familyId)
      .whereNull('rotated_at')
      .firstOrFail()
    let candidate = token
    for (let step = 0; step < MOST_ROTATIONS_IN_GRACE; step += 1) {
      candidate = successorOf(candidate)
      if (hashOf(candidate).equals(current.token_hash)) return candidate
    }
    return null
  }
}
