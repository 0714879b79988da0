import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'

const DAY_MS = 24 * 3_600_000

/** Any number that no other advisory lock of the service uses. */
const LOCK = 4_010_001

const dayOf = (at: number) => new Date(Math.floor(at / DAY_MS) * DAY_MS).toISOString().slice(0, 10)
const partitionOf = (day: string) => `quality_${day.replaceAll('-', '')}`

/**
 * Makes the partitions (UTC days) for sessions that began between two moments (Unix ms), those that
 * are there already left as they are. Two processes take turns.
 */
export async function makePartitions(from: number, to: number): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.rawQuery('select pg_advisory_xact_lock(?)', [LOCK])
    for (let at = from; dayOf(at) <= dayOf(to); at += DAY_MS) {
      const [day, next] = [dayOf(at), dayOf(at + DAY_MS)]
      await trx.rawQuery(
        `create table if not exists playback.${partitionOf(day)} partition of playback.quality
         for values from ('${day} 00:00:00+00') to ('${next} 00:00:00+00')`
      )
    }
  })
}

/** Makes the partitions that the next days need. */
export async function makeComingPartitions(): Promise<void> {
  await makePartitions(clock.now() - DAY_MS, clock.now() + 2 * DAY_MS)
}

/** Drops the partitions of days that ended before a moment (Unix ms). Answers their days. */
export async function dropPartitionsBefore(at: number): Promise<string[]> {
  const { rows } = await db.rawQuery<{ rows: { name: string }[] }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'playback.quality'::regclass and c.relname < ?
     order by c.relname`,
    [partitionOf(dayOf(at))]
  )
  for (const { name } of rows) await dropPartition(name)
  return rows.map(({ name }) => name.slice('quality_'.length))
}

/** Players that report wait behind this lock, so it is given up soon and tried again next time. */
async function dropPartition(name: string): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.rawQuery(`set local lock_timeout = '2s'`)
    await trx.rawQuery(`drop table if exists playback.${name}`)
  })
}
