import db from '@adonisjs/lucid/services/db'
import { IN_HISTORY } from './viewed_titles_sql.js'

/** A text that is another one once anybody has watched, or taken out, anything. Reads all progress. */
export class FingerprintHistory {
  async handle(): Promise<string> {
    const { rows } = await db.rawQuery<{ rows: { fingerprint: string }[] }>(`
      select md5(concat_ws('|', count(*), max(p.observed_at), max(p.finished_at))) as fingerprint
      from playback.progress p where ${IN_HISTORY}`)
    return rows[0]!.fingerprint
  }
}
