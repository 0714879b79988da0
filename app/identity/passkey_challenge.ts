import { randomBytes } from 'node:crypto'
import factorsConfig from '#config/factors'
import type { AccountId } from '#core/ids'
import { SignedToken } from '#core/signed_token'

interface ChallengeClaims {
  /** Whose passkey is being added; a log-in does not know yet. */
  sub?: AccountId
  jti: string
}

export interface PasskeyChallenge {
  id: string
  accountId: AccountId | null
  expiresAtSeconds: number
}

/**
 * Challenges of WebAuthn ceremonies. The challenge itself is a signed token with 96 random bits, so
 * that nothing is stored for whoever asks for one; it is spent when it has been answered rightly.
 */
export class PasskeyChallenges {
  readonly #tokens: SignedToken<ChallengeClaims>

  constructor(purpose: 'passkey-registration' | 'passkey-login') {
    this.#tokens = new SignedToken(purpose)
  }

  issue(accountId?: AccountId): Promise<string> {
    const jti = randomBytes(12).toString('base64url')
    return this.#tokens.sign(
      { jti, ...(accountId ? { sub: accountId } : {}) },
      factorsConfig.passkeyChallengeSeconds
    )
  }

  /** Reads a challenge as it comes back in the client data, in base64url. Null when it is none of ours. */
  async read(base64url: string): Promise<PasskeyChallenge | null> {
    const { claims } = await this.#tokens.verify(Buffer.from(base64url, 'base64url').toString())
    if (!claims) return null
    return { id: claims.jti, accountId: claims.sub ?? null, expiresAtSeconds: claims.exp }
  }
}

export const registrationChallenges = new PasskeyChallenges('passkey-registration')
export const logInChallenges = new PasskeyChallenges('passkey-login')
