import db from '@adonisjs/lucid/services/db'

/** A text that is another one once anybody has given or taken back an opinion. */
export class FingerprintOpinions {
  async handle(): Promise<string> {
    const { rows } = await db.rawQuery<{ rows: { fingerprint: string }[] }>(
      `select md5(concat_ws('|', count(*), max(given_at))) as fingerprint from catalog.opinions`
    )
    return rows[0]!.fingerprint
  }
}
