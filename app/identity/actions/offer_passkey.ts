import { inject } from '@adonisjs/core'
import { generateRegistrationOptions } from '@simplewebauthn/server'
import factorsConfig from '#config/factors'
import type { AccountId } from '#core/ids'
import { E_PASSKEY_LIMIT } from '../errors.js'
import { registrationChallenges } from '../passkey_challenge.js'
import { FindAccount } from '../queries/find_account.js'
import { ListPasskeys } from '../queries/list_passkeys.js'
import { relyingParty, userHandleOf } from '../relying_party.js'

/**
 * What a browser needs to make a passkey (PublicKeyCredentialCreationOptionsJSON). It must be
 * discoverable, to log in without a name, and verify its user, to count as two factors.
 * @throws E_PASSKEY_LIMIT
 */
@inject()
export class OfferPasskey {
  constructor(
    private findAccount: FindAccount,
    private listPasskeys: ListPasskeys
  ) {}

  async handle({ accountId }: { accountId: AccountId }) {
    const account = await this.findAccount.handle({ accountId })
    const passkeys = await this.listPasskeys.handle({ accountId })
    if (passkeys.length >= factorsConfig.passkeysPerAccount) throw new E_PASSKEY_LIMIT()
    return generateRegistrationOptions({
      rpName: relyingParty.name,
      rpID: relyingParty.id,
      userName: account.email,
      userDisplayName: account.profiles[0]?.name ?? account.email,
      userID: userHandleOf(accountId),
      challenge: await registrationChallenges.issue(accountId),
      timeout: factorsConfig.passkeyChallengeSeconds * 1000,
      attestationType: 'none',
      excludeCredentials: passkeys.map(({ credentialId, transports }) => ({
        id: credentialId,
        transports,
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  }
}
