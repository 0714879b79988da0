import db from '@adonisjs/lucid/services/db'
import type { ProfileId, TitleId } from '#core/ids'
import type { Opinion } from './find_title_standing.js'

/** Rows that are in memory at a time. */
const BATCH = 10_000

export interface GivenOpinion {
  profileId: ProfileId
  titleId: TitleId
  opinion: Opinion
  givenAt: Date
}

/** What all profiles think of titles, by a cursor of PostgreSQL: as of one moment. */
export class StreamOpinions {
  async *handle(): AsyncGenerator<GivenOpinion> {
    const trx = await db.transaction()
    try {
      await trx.rawQuery(`
        declare opinions no scroll cursor for
        select profile_id as "profileId", title_id as "titleId", opinion, given_at as "givenAt"
        from catalog.opinions`)
      for (;;) {
        const { rows } = await trx.rawQuery<{ rows: GivenOpinion[] }>(
          `fetch ${BATCH} from opinions`
        )
        yield* rows
        if (rows.length < BATCH) return
      }
    } finally {
      await trx.rollback()
    }
  }
}
