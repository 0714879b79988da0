import type { ProfileId, TitleId } from '#core/ids'
import { hot } from '#core/sql'
import type { Opinions } from '../home_rails.js'
import type { Opinion } from './find_title_standing.js'

/** By `opinions_pkey`. */
const opinions = hot<{ title_id: TitleId; opinion: Opinion; given_at: Date }>(
  'catalog.opinions_of_profile',
  'select title_id, opinion, given_at from catalog.opinions where profile_id = $1'
)

/** What a profile thinks of titles. */
export class FindOpinions {
  async handle({ profileId }: { profileId: ProfileId }): Promise<Opinions> {
    const rows = await opinions.rows([profileId])
    return new Map(
      rows.map((row) => [row.title_id, { opinion: row.opinion, givenAt: row.given_at.getTime() }])
    )
  }
}
