import type { ProfileId } from '#core/ids'
import { hot } from '#core/sql'
import {
  IN_HISTORY,
  viewedTitleOf,
  VIEWED_TITLE_COLUMNS,
  type ViewedTitle,
  type ViewedTitleRow,
} from './viewed_titles_sql.js'

/** Nobody's taste is told by more. */
const MOST_TITLES = 1_000

/** By the first column of `progress_pkey`: a profile's rows lie together and are few. */
const viewedTitles = hot<ViewedTitleRow>(
  'playback.viewed_titles',
  `select ${VIEWED_TITLE_COLUMNS} from playback.progress p
   where p.profile_id = $1 and ${IN_HISTORY}
   group by p.profile_id, p.title_id
   order by watched_at desc, p.title_id limit ${MOST_TITLES}`
)

/** What a profile has watched up to now, title by title, the newest first. One query. */
export class FindViewedTitles {
  async handle({ profileId }: { profileId: ProfileId }): Promise<ViewedTitle[]> {
    return (await viewedTitles.rows([profileId])).map(viewedTitleOf)
  }
}
