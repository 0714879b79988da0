import db from '@adonisjs/lucid/services/db'
import type { ProfileId, TitleId } from '#core/ids'
import { GENERATED_IDS } from '#core/seeded_random'
import type { Opinion } from '../queries/find_title_standing.js'

export interface PastOpinion {
  profileId: ProfileId
  titleId: TitleId
  opinion: Opinion
  /** Unix ms. */
  givenAt: number
}

/** Keeps many opinions of the past at once; one that a profile has given already stays. */
export class KeepPastOpinions {
  async handle({ opinions }: { opinions: readonly PastOpinion[] }): Promise<void> {
    if (opinions.length === 0) return
    const column = (of: (opinion: PastOpinion) => unknown) => `{${opinions.map(of).join(',')}}`
    await db.rawQuery(
      `insert into catalog.opinions (profile_id, title_id, opinion, given_at)
       select profile_id, title_id, opinion, to_timestamp(given_at / 1000.0)
       from unnest(?::uuid[], ?::uuid[], ?::text[], ?::bigint[])
         as given (profile_id, title_id, opinion, given_at)
       on conflict do nothing`,
      [
        column(({ profileId }) => profileId),
        column(({ titleId }) => titleId),
        column(({ opinion }) => opinion),
        column(({ givenAt }) => givenAt),
      ]
    )
  }
}

/** Removes the opinions of generated profiles, and no others. */
export class DeleteGeneratedOpinions {
  async handle(): Promise<void> {
    const { first, last } = GENERATED_IDS
    await db
      .from('catalog.opinions')
      .where('profile_id', '>=', first)
      .where('profile_id', '<', last)
      .delete()
  }
}
