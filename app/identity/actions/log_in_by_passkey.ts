import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import {
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
} from '@simplewebauthn/server'
import { clock } from '#core/clock'
import { E_PASSKEY_UNKNOWN } from '../errors.js'
import type { LoggedIn } from '../logged_in.js'
import Passkey from '../models/passkey.js'
import { logInChallenges, type PasskeyChallenge } from '../passkey_challenge.js'
import { FindAccount } from '../queries/find_account.js'
import { relyingParty, userHandleOf } from '../relying_party.js'
import { spendChallenge } from '../spent_challenges.js'
import { AdmitDevice } from './admit_device.js'
import type { NewDevice } from './open_device.js'

export interface PasskeyLogInInput {
  response: AuthenticationResponseJSON
  device: NewDevice
}

/**
 * Logs a device in by a passkey, without a user name (WebAuthn section 7.2). The authenticator holds
 * the key and has verified its user, so this is two factors.
 * @throws E_PASSKEY_UNKNOWN in the same words whatever is wrong: an unknown passkey, another
 * account's, origin, challenge, signature, or a counter that did not grow.
 */
@inject()
export class LogInByPasskey {
  constructor(
    private findAccount: FindAccount,
    private admitDevice: AdmitDevice
  ) {}

  async handle({ response, device }: PasskeyLogInInput): Promise<LoggedIn> {
    const passkey = await Passkey.findBy('credentialId', response.id)
    if (!passkey) throw new E_PASSKEY_UNKNOWN()
    const { challenge, newCounter, backedUp } = await verify(response, passkey).catch((cause) => {
      throw new E_PASSKEY_UNKNOWN({ cause })
    })
    await db.transaction(async (trx) => {
      const used: unknown = await trx
        .from('identity.passkeys')
        .where({ id: passkey.id, sign_counter: passkey.signCounter })
        .update({ sign_counter: newCounter, backed_up: backedUp, last_used_at: clock.date() })
        .returning('id')
      // Somebody else signed with the same counter in this moment: one of the two is a copy.
      if ((used as unknown[]).length === 0) throw new E_PASSKEY_UNKNOWN()
      if (!(await spendChallenge(trx, challenge))) throw new E_PASSKEY_UNKNOWN()
    })
    const account = await this.findAccount.handle({ accountId: passkey.accountId })
    return this.admitDevice.handle({ account, device, proven: 'two factors' })
  }
}

async function verify(response: AuthenticationResponseJSON, passkey: Passkey) {
  const ownHandle = Buffer.from(userHandleOf(passkey.accountId)).toString('base64url')
  if (response.response.userHandle !== ownHandle) throw new Error('Another account is named')
  let challenge: PasskeyChallenge | null = null
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: async (given) => {
      challenge = await logInChallenges.read(given)
      return challenge !== null
    },
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    credential: {
      id: passkey.credentialId,
      publicKey: Uint8Array.from(passkey.publicKey),
      counter: passkey.signCounter,
    },
    requireUserVerification: true,
  })
  if (!verified || !challenge) throw new Error('The signature is wrong')
  return {
    challenge: challenge as PasskeyChallenge,
    newCounter: authenticationInfo.newCounter,
    backedUp: authenticationInfo.credentialBackedUp,
  }
}
