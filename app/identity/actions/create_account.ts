import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import { E_EMAIL_TAKEN } from '../errors.js'
import Account, { type Role } from '../models/account.js'
import Profile, { NO_MATURITY_LIMIT } from '../models/profile.js'
import { hashPassword } from '../password.js'

export interface NewAccount {
  email: string
  /** 10 to 128 characters, checked by the caller; null when the viewer logs in by a provider. */
  password: string | null
  /** Name of the first profile. */
  displayName?: string
  /** Roles beyond `viewer`. */
  roles?: readonly Role[]
}

const DEFAULT_PROFILE_NAME = 'Me'
const DEFAULT_LANGUAGE = 'en'

/**
 * Creates an account with its first profile.
 * @throws E_EMAIL_TAKEN when the e-mail, whatever its case, has an account.
 */
export class CreateAccount {
  /** In the transaction of a caller that has one. */
  async handle(input: NewAccount, within?: TransactionClientContract): Promise<Account> {
    const passwordHash = input.password === null ? null : await hashPassword(input.password)
    const now = DateTime.fromMillis(clock.now())
    const times = { createdAt: now, updatedAt: now }

    return (within ?? db).transaction(async (client) => {
      const account = await Account.create(
        {
          id: newId(),
          email: input.email,
          passwordHash,
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
    })
  }
}

function refuseTakenEmail(error: { constraint?: string }): never {
  if (error.constraint !== 'accounts_email_unique') throw error
  throw new E_EMAIL_TAKEN({
    detail: 'There is an account with this e-mail already. Log in instead.',
    fields: [{ field: 'email', message: 'There is an account with this e-mail already.' }],
    cause: error,
  })
}
