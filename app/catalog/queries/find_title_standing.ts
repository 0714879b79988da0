import type { ProfileId, TitleId } from '#core/ids'
import { hot } from '#core/sql'
import { E_TITLE_NOT_FOUND } from '../errors.js'
import type { PublicationState } from '../models/title.js'
import type { Viewing } from '../viewing.js'
import { EDITION } from './generation_sql.js'
import { AVAILABLE_HERE, MATURITY_HERE } from './viewing_sql.js'

export const OPINIONS = ['love', 'up', 'down'] as const
export type Opinion = (typeof OPINIONS)[number]

/** What is true of a title now, here and for one profile. */
export interface TitleStanding {
  edition: string
  generation: string
  state: PublicationState
  maturity: number | null
  /** Whether its windows let it be shown in the viewer's country now. */
  available: boolean
  /** When the next window opens. */
  opens_at: Date | null
  publish_at: Date | null
  in_my_list: boolean
  opinion: Opinion | null
  reminder: 'asked' | 'reminded' | null
}

/** By `titles_pkey`, `generations_pkey`, `availability_of_title` and the keys of a profile's rows. */
const standing = hot<TitleStanding>(
  'catalog.title_standing',
  `select ${EDITION} as edition, g.generation, t.state, ${MATURITY_HERE} as maturity,
     ${AVAILABLE_HERE} as available, t.publish_at,
     (select min(w.starts_at) from catalog.availability w
      where w.title_id = t.id and w.country in ($2::text, '*') and w.starts_at > now()) as opens_at,
     exists (
       select from catalog.my_list l where l.profile_id = $1 and l.title_id = t.id) as in_my_list,
     (select o.opinion from catalog.opinions o
      where o.profile_id = $1 and o.title_id = t.id) as opinion,
     (select case when r.reminded_at is null then 'asked' else 'reminded' end
      from catalog.reminders r where r.profile_id = $1 and r.title_id = t.id) as reminder
   from catalog.titles t join catalog.generations g on g.tag = t.id::text
   where t.id = $3 and t.kind <> 'extra' and (t.state = 'published' or t.announced)`
)

/**
 * Whether and how a viewer may look at a title's page, in one query. A profile for grown-ups may
 * look at what it may not play, and is told why; to a kids profile that does not exist.
 */
export class FindTitleStanding {
  /** @throws E_TITLE_NOT_FOUND */
  async handle(input: { titleId: TitleId; viewing: Viewing }): Promise<TitleStanding> {
    const { profileId, country, kids, maturityLimit } = input.viewing
    const found = await standing.first([profileId as ProfileId | null, country, input.titleId])
    const tooOld = (found?.maturity ?? 18) > maturityLimit
    if (!found || (kids && (tooOld || !found.available))) throw new E_TITLE_NOT_FOUND()
    return found
  }
}
