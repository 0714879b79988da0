import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import { newId, type AccountId } from '#core/ids'
import { E_PROFILE_LIMIT } from '../errors.js'
import Profile from '../models/profile.js'
import { lockAccount, maturityLimitFor } from '../profile_rules.js'
import type { ProfileSettings } from '../profile_settings.js'

export interface NewProfile extends ProfileSettings {
  accountId: AccountId
  name: string
}

const DEFAULT_LANGUAGE = 'en'

/**
 * Adds a profile to an account.
 * @throws E_PROFILE_LIMIT when the account has five.
 * @throws E_INVALID_REQUEST when a kids profile asks for a higher maturity limit than kids may have.
 */
export class CreateProfile {
  async handle(input: NewProfile): Promise<Profile> {
    const kids = input.kids ?? false
    const maturityLimit = maturityLimitFor({ kids, asked: input.maturityLimit })
    const now = DateTime.fromMillis(clock.now())

    return db.transaction(async (client) => {
      const profiles = await lockAccount(client, input.accountId)
      if (profiles >= identityConfig.profilesPerAccount) {
        throw new E_PROFILE_LIMIT({
          detail: `An account has at most ${identityConfig.profilesPerAccount} profiles. Delete one first.`,
        })
      }
      return Profile.create(
        {
          id: newId(),
          accountId: input.accountId,
          name: input.name,
          avatar: input.avatar ?? null,
          language: input.language ?? DEFAULT_LANGUAGE,
          kids,
          maturityLimit,
          autoplayNextEpisode: input.autoplayNextEpisode ?? true,
          autoplayPreviews: input.autoplayPreviews ?? true,
          subtitleStyle: input.subtitleStyle ?? null,
          pinHash: null,
          createdAt: now,
          updatedAt: now,
        },
        { client }
      )
    })
  }
}
