import { createHmac, randomInt } from 'node:crypto'
import tokensConfig from '#config/tokens'
import type { AccountId } from '#core/ids'

/** Crockford's base 32: no letter that is taken for a digit. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const GROUPS = 3
const GROUP_LENGTH = 4
const LENGTH = GROUPS * GROUP_LENGTH

const key = createHmac('sha256', tokensConfig.secret.release()).update('recovery-codes').digest()

/** A recovery code of 60 random bits, for example `7k3f-9qxm-w2ha`. */
export function newRecoveryCode(): string {
  const groups = Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  )
  return groups.join('-')
}

/** The letters of a code however it was typed, or null when it has not the form of one. */
function lettersOf(typed: string): string | null {
  const letters = typed.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1')
  return letters.length === LENGTH && [...letters].every((one) => LETTERS.includes(one))
    ? letters
    : null
}

/**
 * What the database keeps of a code: an HMAC by a key that is not in the database. Its 60 bits alone
 * would not stand against a plain hash. Null when the text is no recovery code.
 */
export function recoveryCodeHash(accountId: AccountId, typed: string): Buffer | null {
  const letters = lettersOf(typed)
  if (letters === null) return null
  return createHmac('sha256', key).update(`${accountId} ${letters}`).digest()
}
