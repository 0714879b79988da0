import db from '@adonisjs/lucid/services/db'
import { FingerprintOpinions } from '#catalog'
import { FingerprintHistory } from '#playback'

/** A text that is another one once there is anything else to learn from. */
export async function fingerprintOfAll(): Promise<string> {
  const parts = await Promise.all([
    new FingerprintHistory().handle(),
    new FingerprintOpinions().handle(),
    fingerprintOfResets(),
  ])
  return parts.join(' ')
}

async function fingerprintOfResets(): Promise<string> {
  const { rows } = await db.rawQuery<{ rows: { fingerprint: string }[] }>(
    `select md5(concat_ws('|', count(*), max(reset_at))) as fingerprint from recommendations.resets`
  )
  return rows[0]!.fingerprint
}
