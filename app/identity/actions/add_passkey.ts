import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { verifyRegistrationResponse, type RegistrationResponseJSON } from '@simplewebauthn/server'
import { decodeAttestationObject } from '@simplewebauthn/server/helpers'
import { DateTime } from 'luxon'
import factorsConfig from '#config/factors'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import { E_PASSKEY_LIMIT, E_PASSKEY_REFUSED, E_PASSKEY_TAKEN } from '../errors.js'
import { tellOfLogInChange } from '../log_in_change_notice.js'
import Passkey from '../models/passkey.js'
import { registrationChallenges, type PasskeyChallenge } from '../passkey_challenge.js'
import type { Principal } from '../principal.js'
import { FindLiveDevice } from '../queries/find_live_device.js'
import { relyingParty } from '../relying_party.js'
import { spendChallenge } from '../spent_challenges.js'

export interface NewPasskey {
  principal: Principal
  name: string
  response: RegistrationResponseJSON
}

/**
 * Adds a passkey that a browser made for a challenge of this account (WebAuthn section 7.1).
 * @throws E_PASSKEY_REFUSED when anything about it is wrong: origin, challenge, user verification.
 * @throws E_PASSKEY_TAKEN, E_PASSKEY_LIMIT
 * @throws E_REFRESH_ENDED when the device was logged out since its token was issued
 */
@inject()
export class AddPasskey {
  constructor(private findLiveDevice: FindLiveDevice) {}

  async handle({ principal, name, response }: NewPasskey): Promise<Passkey> {
    const { accountId, deviceId } = principal
    await this.findLiveDevice.handle({ accountId, deviceId })
    const { credential, credentialBackedUp, challenge } = await verify(response).catch((cause) => {
      throw new E_PASSKEY_REFUSED({ cause })
    })
    if (challenge.accountId !== accountId) throw new E_PASSKEY_REFUSED()

    const passkey = await db.transaction(async (trx) => {
      if (!(await spendChallenge(trx, challenge))) throw new E_PASSKEY_REFUSED()
      await trx.from('identity.accounts').where('id', accountId).forUpdate().first()
      const had = await Passkey.query({ client: trx }).where('accountId', accountId)
      if (had.length >= factorsConfig.passkeysPerAccount) throw new E_PASSKEY_LIMIT()
      return Passkey.create(
        {
          id: newId(),
          accountId,
          credentialId: credential.id,
          publicKey: Buffer.from(credential.publicKey),
          signCounter: credential.counter,
          transports: response.response.transports ?? [],
          backedUp: credentialBackedUp,
          name,
          createdAt: DateTime.fromMillis(clock.now()),
        },
        { client: trx }
      ).catch(refuseTaken)
    })
    await tellOfLogInChange(accountId, 'passkey-added')
    return passkey
  }
}

async function verify(response: RegistrationResponseJSON) {
  refuseCertificates(response)
  let challenge: PasskeyChallenge | null = null
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: async (given) => {
      challenge = await registrationChallenges.read(given)
      return challenge !== null
    },
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
  })
  if (!verified || !challenge) throw new Error('The attestation does not hold')
  return { ...registrationInfo, challenge: challenge as PasskeyChallenge }
}

/**
 * No attestation is asked for, so an honest browser sends none but a self-made one. Certificates are
 * refused unread: checking them would follow addresses that their sender chose.
 */
function refuseCertificates({ response }: RegistrationResponseJSON): void {
  const attestation = decodeAttestationObject(
    Uint8Array.from(Buffer.from(response.attestationObject, 'base64url'))
  )
  const format = attestation.get('fmt')
  const selfMade = format === 'packed' && attestation.get('attStmt').get('x5c') === undefined
  if (format !== 'none' && !selfMade) throw new Error('An attestation was not asked for')
}

function refuseTaken(error: { constraint?: string }): never {
  if (error.constraint !== 'passkeys_credential_id_unique') throw error
  throw new E_PASSKEY_TAKEN({ cause: error })
}
