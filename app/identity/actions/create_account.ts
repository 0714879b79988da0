import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import { E_EMAIL_TAKEN } from '../errors.js'
import Account, { type Role } from '../models/account.js'
import Profile, { NO_MATURITY_LIMIT } from '../models/profile.js'
import { hashPassword } from '../password.js'
import { refuseWeakPassword } from '../password_rules.js'

export interface NewAccount {
  email: string
  /** 10 to 128 characters, checked by the caller; null when the viewer logs in by a provider. */
  password: string | null
  /** Name of the first profile. */
  displayName?: string
  /** Roles beyond `viewer`. */
  roles?: readonly Role[]
}

/** An account whose e-mail is known to be its owner's. */
export interface VerifiedAccount extends Omit<NewAccount, 'password'> {
  /** Null for an account that logs in in other ways only. */
  passwordHash: string | null
}

const DEFAULT_PROFILE_NAME = 'Me'
const DEFAULT_LANGUAGE = 'en'

/**
 * Creates an account with its first profile. Who calls this vouches for the e-mail; viewers register
 * by `RequestRegistration` and `ConfirmRegistration`.
 * @throws E_EMAIL_TAKEN when the e-mail, whatever its case, has an account.
 * @throws E_PASSWORD_REFUSED
 */
export class CreateAccount {
  /** In the transaction of a caller that has one. */
  async handle(
    { password, ...input }: NewAccount,
    within?: TransactionClientContract
  ): Promise<Account> {
    const passwordHash = password === null ? null : await this.#hash(password, input)
    return (within ?? db).transaction((client) => insertAccount(client, { ...input, passwordHash }))
  }

  #hash(password: string, { email, displayName }: Omit<NewAccount, 'password'>): Promise<string> {
    refuseWeakPassword(password, { email, name: displayName })
    return hashPassword(password)
  }
}

/**
 * Inserts an account and its first profile in a transaction of the caller.
 * @throws E_EMAIL_TAKEN
 */
export async function insertAccount(
  client: TransactionClientContract,
  input: VerifiedAccount
): Promise<Account> {
  const now = DateTime.fromMillis(clock.now())
  const times = { createdAt: now, updatedAt: now }
  const account = await Account.create(
    {
      id: newId(),
      email: input.email,
      passwordHash: input.passwordHash,
      emailVerifiedAt: now,
      roles: [...new Set<Role>(['viewer', ...(input.roles ?? [])])],
      ...times,
    },
    { client }
  ).catch(refuseTakenEmail)

  const profile = await Profile.create(
    {
      id: newId(),
      accountId: account.id,
      name: input.displayName ?? DEFAULT_PROFILE_NAME,
      avatar: null,
      language: DEFAULT_LANGUAGE,
      kids: false,
      maturityLimit: NO_MATURITY_LIMIT,
      autoplayNextEpisode: true,
      autoplayPreviews: true,
      subtitleStyle: null,
      pinHash: null,
      ...times,
    },
    { client }
  )
  account.$setRelated('profiles', [profile])
  return account
}

/** @throws E_EMAIL_TAKEN instead of the database's own words */
export function refuseTakenEmail(error: { constraint?: string }): never {
  if (error.constraint !== 'accounts_email_unique') throw error
  throw new E_EMAIL_TAKEN({
    detail: 'There is an account with this e-mail already. Log in instead.',
    fields: [{ field: 'email', message: 'There is an account with this e-mail already.' }],
    cause: error,
  })
}
