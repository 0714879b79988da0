import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import factorsConfig from '#config/factors'
import { clock } from '#core/clock'
import type { AccountId, DeviceId } from '#core/ids'
import type { ProblemClass } from '#core/problem'
import {
  E_ACCESS_DENIED,
  E_AUTHORIZATION_PENDING,
  E_EXPIRED_TOKEN,
  E_INVALID_GRANT,
  E_SLOW_DOWN,
} from '../errors.js'
import type { LoggedIn } from '../logged_in.js'
import type { DeviceKind } from '../models/device.js'
import { deviceCodeHash } from '../pairing_codes.js'
import { FindAccount } from '../queries/find_account.js'
import { FindLiveDevice } from '../queries/find_live_device.js'
import { AdmitDevice } from './admit_device.js'
import type { NewDevice } from './open_device.js'

interface KeptPairing {
  device_name: string
  device_kind: DeviceKind
  expires_at: Date
  poll_interval_seconds: number
  last_polled_at: Date | null
  account_id: AccountId | null
  decision: 'approved' | 'denied' | null
  decided_on: DeviceId | null
  taken_at: Date | null
}

type Poll =
  | { outcome: 'approved'; accountId: AccountId; approvedOn: DeviceId; device: NewDevice }
  | { outcome: 'refused'; problem: ProblemClass }

/**
 * Answers a device that polls (RFC 8628 sections 3.4 and 3.5). Once approved, its code is good for
 * one log-in.
 * @throws E_AUTHORIZATION_PENDING, E_SLOW_DOWN (and polls must come five seconds further apart from
 * then on), E_ACCESS_DENIED, E_EXPIRED_TOKEN, E_INVALID_GRANT
 */
@inject()
export class RedeemPairing {
  constructor(
    private findAccount: FindAccount,
    private findLiveDevice: FindLiveDevice,
    private admitDevice: AdmitDevice
  ) {}

  async handle({ deviceCode }: { deviceCode: string }): Promise<LoggedIn> {
    const poll = await db.transaction((trx) => this.#poll(trx, deviceCodeHash(deviceCode)))
    if (poll.outcome === 'refused') throw new poll.problem()
    // A thief's approval is worth nothing once the owner has thrown the thief out.
    const { accountId, approvedOn: deviceId } = poll
    await this.findLiveDevice.handle({ accountId, deviceId }).catch((cause) => {
      throw new E_ACCESS_DENIED({ cause })
    })
    const account = await this.findAccount.handle({ accountId })
    return this.admitDevice.handle({ account, device: poll.device, proven: 'on another device' })
  }

  async #poll(trx: TransactionClientContract, codeHash: Buffer): Promise<Poll> {
    const one = trx.from('identity.device_pairings').where('device_code_hash', codeHash)
    const kept: KeptPairing | null = await one.clone().forUpdate().first()
    if (!kept || kept.taken_at) return refused(E_INVALID_GRANT)
    if (kept.expires_at <= clock.date()) return refused(E_EXPIRED_TOKEN)
    if (kept.decision === 'denied') return refused(E_ACCESS_DENIED)
    if (kept.decision === 'approved' && kept.account_id && kept.decided_on) {
      await one.clone().update({ taken_at: clock.date() })
      const device = { name: kept.device_name, kind: kept.device_kind }
      return {
        outcome: 'approved',
        accountId: kept.account_id,
        approvedOn: kept.decided_on,
        device,
      }
    }
    const tooSoon = comesTooSoon(kept)
    const slower = tooSoon ? factorsConfig.pairingSlowDownSeconds : 0
    await one.clone().update({
      last_polled_at: clock.date(),
      poll_interval_seconds: kept.poll_interval_seconds + slower,
    })
    return refused(tooSoon ? E_SLOW_DOWN : E_AUTHORIZATION_PENDING)
  }
}

function refused(problem: ProblemClass): Poll {
  return { outcome: 'refused', problem }
}

/** A poll may be a little early: it was sent in time, and the one before it had the slower way here. */
const EARLY_MS = 500

function comesTooSoon({ last_polled_at: last, poll_interval_seconds: seconds }: KeptPairing) {
  return last !== null && clock.now() - last.getTime() < seconds * 1000 - EARLY_MS
}
