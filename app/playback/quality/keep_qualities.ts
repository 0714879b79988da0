import { NO_PARTITION } from '#core/daily_partitions'
import { hot } from '#core/sql'
import type { PlaySessionId } from '#core/ids'
import type { PlayQuality } from './play_quality.js'
import { countQuality, type KnownQuality } from './quality_metrics.js'
import { qualityPartitions } from './quality_partitions.js'

interface Column {
  name: string
  type: string
  of: (quality: PlayQuality) => unknown
  /** Set by the first report and never changed. */
  fixed?: true
}

const time = (at: number) => new Date(at).toISOString()

const COLUMNS: Column[] = [
  { name: 'session_id', type: 'uuid', of: (sent) => sent.sessionId, fixed: true },
  { name: 'started_at', type: 'timestamptz', of: (sent) => time(sent.startedAt), fixed: true },
  { name: 'account_id', type: 'uuid', of: (sent) => sent.accountId, fixed: true },
  { name: 'profile_id', type: 'uuid', of: (sent) => sent.profileId, fixed: true },
  { name: 'title_id', type: 'uuid', of: (sent) => sent.titleId, fixed: true },
  { name: 'episode_id', type: 'uuid', of: (sent) => sent.episodeId, fixed: true },
  { name: 'country', type: 'text', of: (sent) => sent.country, fixed: true },
  { name: 'device_kind', type: 'text', of: (sent) => sent.deviceKind },
  { name: 'network', type: 'text', of: (sent) => sent.network },
  { name: 'player_version', type: 'text', of: (sent) => sent.playerVersion },
  { name: 'sequence', type: 'int', of: (sent) => sent.sequence },
  { name: 'received_at', type: 'timestamptz', of: (sent) => time(sent.receivedAt) },
  { name: 'start_time_ms', type: 'int', of: (sent) => sent.startTimeMs },
  { name: 'playing_ms', type: 'int', of: (sent) => sent.playingMs },
  { name: 'rebuffers', type: 'int', of: (sent) => sent.rebuffers },
  { name: 'rebuffer_ms', type: 'int', of: (sent) => sent.rebufferMs },
  { name: 'bitrate_switches', type: 'int', of: (sent) => sent.bitrateSwitches },
  { name: 'average_bitrate', type: 'int', of: (sent) => sent.averageBitrate },
  { name: 'dropped_frames', type: 'int', of: (sent) => sent.droppedFrames },
  { name: 'total_frames', type: 'int', of: (sent) => sent.totalFrames },
  { name: 'errors', type: 'jsonb', of: (sent) => JSON.stringify(sent.errors) },
  { name: 'failed', type: 'text', of: (sent) => sent.failed },
  { name: 'ended', type: 'boolean', of: (sent) => sent.ended },
]

const names = COLUMNS.map(({ name }) => name).join(', ')
const changing = COLUMNS.filter(({ fixed }) => !fixed)

interface KeptRow {
  session_id: PlaySessionId
  known: boolean
  start_time_ms: number | null
  playing_ms: number
  rebuffers: number
  rebuffer_ms: number
  dropped_frames: number
  total_frames: number
  failed: PlayQuality['failed']
  ended: boolean
}

/**
 * The newest report of each session stays. By `quality_pkey` of the partition that the session's
 * start names. Answers the sessions whose row changed, with what it said before.
 */
const keepNewest = hot<KeptRow>(
  'playback.keep_qualities',
  `with sent as (
     select * from unnest(${COLUMNS.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})
       as sent (${names})
   ), before as (
     select q.* from sent join playback.quality q using (session_id, started_at)
   ), kept as (
     insert into playback.quality as q (${names}) select ${names} from sent
     on conflict (session_id, started_at) do update
       set ${changing.map(({ name }) => `${name} = excluded.${name}`).join(', ')}
       where excluded.sequence > q.sequence
     returning q.session_id
   )
   select kept.session_id, before.session_id is not null as known, before.start_time_ms,
     before.playing_ms, before.rebuffers, before.rebuffer_ms, before.dropped_frames,
     before.total_frames, before.failed, before.ended
   from kept left join before using (session_id)`
)

/**
 * Writes reports of different sessions in one statement, which is on disk when this returns, and
 * counts what is new in them. A repeated or late report changes nothing.
 */
export async function keepQualities(reports: PlayQuality[]): Promise<void> {
  const values = COLUMNS.map(({ of }) => reports.map(of))
  const rows = await keepNewest.rows(values).catch(async (error: { code?: string }) => {
    if (error.code !== NO_PARTITION) throw error
    const starts = reports.map(({ startedAt }) => startedAt)
    await qualityPartitions.make(Math.min(...starts), Math.max(...starts))
    return keepNewest.rows(values)
  })
  const bySession = new Map(reports.map((report) => [report.sessionId, report]))
  for (const row of rows) {
    const report = bySession.get(row.session_id)
    if (report) countQuality(report, row.known ? toKnown(row) : null)
  }
}

function toKnown(row: KeptRow): KnownQuality {
  return {
    startTimeMs: row.start_time_ms,
    playingMs: row.playing_ms,
    rebuffers: row.rebuffers,
    rebufferMs: row.rebuffer_ms,
    droppedFrames: row.dropped_frames,
    totalFrames: row.total_frames,
    failed: row.failed,
    ended: row.ended,
  }
}
