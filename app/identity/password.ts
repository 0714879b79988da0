import { randomBytes } from 'node:crypto'
import hash from '@adonisjs/core/services/hash'

let decoy: Promise<string> | undefined

/** The same letters typed on different keyboards are the same password (NIST SP 800-63B 3.1.1.2). */
function normalised(password: string): string {
  return password.normalize('NFKC')
}

/** Hashes a password with argon2id, as config/hash.ts sets it. */
export function hashPassword(password: string): Promise<string> {
  return hash.make(normalised(password))
}

/**
 * Whether `password` is the one behind `passwordHash`. Without a hash it takes as long as with one
 * and answers false, so that time does not tell which e-mails have an account.
 */
export async function verifyPassword(
  passwordHash: string | undefined,
  password: string
): Promise<boolean> {
  const decoyHash = await (decoy ??= hash.make(randomBytes(16).toString('hex')))
  const matches = await hash.verify(passwordHash ?? decoyHash, normalised(password))
  return matches && passwordHash !== undefined
}
