import { randomBytes } from 'node:crypto'
import hash from '@adonisjs/core/services/hash'
import pLimit from 'p-limit'
import { E_UNAVAILABLE } from '#core/problem'

/**
 * argon2id runs in the thread pool that also reads files. Two at a time leave threads for viewers
 * who are watching while many log in at once.
 */
const HASHES_AT_ONCE = 2
/** Waiting for longer than some seconds helps nobody: who comes then is asked to come again. */
const MOST_WAITING = 200
const hashing = pLimit(HASHES_AT_ONCE)

/** @throws E_UNAVAILABLE when too many wait already */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (hashing.pendingCount < MOST_WAITING) return hashing(work)
  throw new E_UNAVAILABLE({
    detail: 'Many people are logging in right now. Try again in a few seconds.',
    headers: { 'retry-after': '3' },
  })
}

let decoy: Promise<string> | undefined

/** The same letters typed on different keyboards are the same password (NIST SP 800-63B 3.1.1.2). */
export function normalisedPassword(password: string): string {
  return password.normalize('NFKC')
}

/** Hashes a password with argon2id, as config/hash.ts sets it. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash.make(normalisedPassword(password)))
}

/**
 * Whether `password` is the one behind `passwordHash`. Without a hash it takes as long as with one
 * and answers false, so that time does not tell which e-mails have an account.
 */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string
): Promise<boolean> {
  const decoyHash = await (decoy ??= hash.make(randomBytes(16).toString('hex')))
  const matches = await inTurn(() =>
    hash.verify(passwordHash ?? decoyHash, normalisedPassword(password))
  )
  return matches && typeof passwordHash === 'string'
}
