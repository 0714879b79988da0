import { createHash, randomBytes } from 'node:crypto'
import factorsConfig from '#config/factors'
import type { AccountId } from '#core/ids'
import { SignedToken } from '#core/signed_token'
import { E_CHALLENGE_INVALID } from './errors.js'
import type Account from './models/account.js'

interface ChallengeClaims {
  sub: AccountId
  /** Fingerprint of the password by which it was got. */
  pwd: string
  jti: string
}

/** What a viewer holds who has given one factor and owes the second. */
export interface SecondFactorChallenge {
  id: string
  accountId: AccountId
  passwordFingerprint: string
  expiresAtSeconds: number
}

const challenges = new SignedToken<ChallengeClaims>('second-factor')

/** Changes whenever the password does, and tells nothing of it: the hash below it is salted. */
export function passwordFingerprint({ passwordHash }: Account): string {
  return createHash('sha256')
    .update(passwordHash ?? '')
    .digest('base64url')
    .slice(0, 16)
}

/** Signs that the first factor of an account was right just now. */
export function issueSecondFactorChallenge(account: Account): Promise<string> {
  const jti = randomBytes(12).toString('base64url')
  return challenges.sign(
    { sub: account.id, pwd: passwordFingerprint(account), jti },
    factorsConfig.secondFactorSeconds
  )
}

/** @throws E_CHALLENGE_INVALID when it was not issued here or has expired. */
export async function readSecondFactorChallenge(token: string): Promise<SecondFactorChallenge> {
  const { claims } = await challenges.verify(token)
  if (!claims) throw new E_CHALLENGE_INVALID()
  const { sub, pwd, jti, exp } = claims
  return { id: jti, accountId: sub, passwordFingerprint: pwd, expiresAtSeconds: exp }
}
