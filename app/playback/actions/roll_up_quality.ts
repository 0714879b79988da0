import db from '@adonisjs/lucid/services/db'
import playback from '#config/playback'
import { clock } from '#core/clock'
import { qualityPartitions } from '../quality/quality_partitions.js'
import { BUCKET_SQL } from '../quality/start_time_sketch.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Any number that no other advisory lock of the service uses. */
const LOCK = 4_010_002

const DIMENSIONS = 'hour, device_kind, country, network, title_id, player_version'

const SUMS: Record<string, string> = {
  plays: 'count(*)',
  starts: 'count(start_time_ms)',
  start_failures: `count(*) filter (where failed = 'start')`,
  playback_failures: `count(*) filter (where failed = 'playback')`,
  exits_before_start: 'count(*) filter (where start_time_ms is null and failed is null)',
  playing_ms: 'sum(playing_ms::bigint)',
  rebuffers: 'sum(rebuffers::bigint)',
  rebuffer_ms: 'sum(rebuffer_ms::bigint)',
  bitrate_switches: 'sum(bitrate_switches::bigint)',
  bits: 'coalesce(sum(average_bitrate::numeric * playing_ms), 0)',
  bits_ms: 'coalesce(sum(playing_ms::bigint) filter (where average_bitrate is not null), 0)',
  dropped_frames: 'sum(dropped_frames::bigint)',
  total_frames: 'sum(total_frames::bigint)',
}

const names = Object.keys(SUMS).join(', ')

/** First by start-time bucket, then the buckets of each row together. Scans the days it needs. */
const ROLL_UP = `
  insert into playback.quality_hours (${DIMENSIONS}, ${names}, start_buckets, start_counts)
  select ${DIMENSIONS}, ${Object.keys(SUMS)
    .map((name) => `sum(${name})`)
    .join(', ')},
    coalesce(array_agg(bucket order by bucket) filter (where bucket is not null), '{}'),
    coalesce(array_agg(starts order by bucket) filter (where bucket is not null), '{}')
  from (
    select ${DIMENSIONS}, bucket, ${Object.entries(SUMS)
      .map(([name, sum]) => `${sum} as ${name}`)
      .join(', ')}
    from (
      select *, date_trunc('hour', started_at, 'UTC') as hour,
        ${BUCKET_SQL('start_time_ms')} as bucket
      from playback.quality where started_at >= ?
    ) as rows_of_hours
    group by ${DIMENSIONS}, bucket
  ) as by_bucket
  group by ${DIMENSIONS}`

/**
 * Sums up raw reports by the hour in which their play began, and drops raw rows that are too old.
 *
 * A player can report for as long as its session's token lives. So every hour that a report may
 * still have changed since the newest sum was made is summed anew, in one transaction: a late report
 * is in the next sum, a repetition changes nothing, and after an outage all that was missed is made
 * up for. Two workers never do it at once: the second finds the lock taken and leaves.
 */
export class RollUpQuality {
  /** Answers false when another process is at it. */
  async handle(): Promise<boolean> {
    await qualityPartitions.makeComing()
    const isMine = await db.transaction(async (trx) => {
      const { rows } = await trx.rawQuery<{ rows: { locked: boolean }[] }>(
        'select pg_try_advisory_xact_lock(?) as locked',
        [LOCK]
      )
      if (!rows[0]?.locked) return false
      const from = await this.#firstOpenHour(trx)
      await trx.rawQuery('delete from playback.quality_hours where hour >= ?', [from])
      await trx.rawQuery(ROLL_UP, [from])
      return true
    })
    if (isMine) await qualityPartitions.dropBefore(clock.now() - playback.qualityRawDays * DAY_MS)
    return isMine
  }

  /** The first hour whose plays could have reported since it was last summed up. */
  async #firstOpenHour(trx: { rawQuery: typeof db.rawQuery }): Promise<Date> {
    const { rows } = await trx.rawQuery<{ rows: { hour: Date | null }[] }>(
      'select max(hour) as hour from playback.quality_hours'
    )
    const newest = rows[0]?.hour
    const oldestRaw = clock.now() - playback.qualityRawDays * DAY_MS
    if (!newest) return hourOf(oldestRaw)
    const open = Math.min(newest.getTime(), clock.now()) - playback.sessionSeconds * 1000
    return hourOf(Math.max(open - HOUR_MS, oldestRaw + DAY_MS))
  }
}

function hourOf(at: number): Date {
  return new Date(Math.floor(at / HOUR_MS) * HOUR_MS)
}
