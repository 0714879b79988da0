import db from '@adonisjs/lucid/services/db'
import type { ProfileId } from '#core/ids'
import {
  IN_HISTORY,
  viewedTitleOf,
  VIEWED_TITLE_COLUMNS,
  type ViewedTitle,
  type ViewedTitleRow,
} from './viewed_titles_sql.js'

/** Rows that are in memory at a time. */
const BATCH = 10_000

/** What all profiles have watched, title by title, by a cursor of PostgreSQL: as of one moment. */
export class StreamViewedTitles {
  async *handle(): AsyncGenerator<ViewedTitle & { profileId: ProfileId }> {
    const trx = await db.transaction()
    try {
      await trx.rawQuery(`
        declare viewed_titles no scroll cursor for
        select ${VIEWED_TITLE_COLUMNS} from playback.progress p where ${IN_HISTORY}
        group by p.profile_id, p.title_id`)
      for (;;) {
        const { rows } = await trx.rawQuery<{ rows: ViewedTitleRow[] }>(
          `fetch ${BATCH} from viewed_titles`
        )
        for (const row of rows) yield { profileId: row.profile_id, ...viewedTitleOf(row) }
        if (rows.length < BATCH) return
      }
    } finally {
      await trx.rollback()
    }
  }
}
