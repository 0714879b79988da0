import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * How well plays went: one raw row per play session in partitions of a day, and their sums by the
 * hour. Partitions are made and dropped by the worker, and by a web process that finds one missing.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`alter table playback.play_sessions add column country text`)
    this.schema.raw(`
      create table playback.quality (
        session_id uuid not null,
        started_at timestamptz(3) not null,
        account_id uuid not null,
        profile_id uuid not null,
        title_id uuid not null,
        episode_id uuid,
        country text not null,
        device_kind text not null,
        network text not null,
        player_version text not null,
        sequence integer not null,
        received_at timestamptz(3) not null,
        start_time_ms integer,
        playing_ms integer not null,
        rebuffers integer not null,
        rebuffer_ms integer not null,
        bitrate_switches integer not null,
        average_bitrate integer,
        dropped_frames integer not null,
        total_frames integer not null,
        errors jsonb not null,
        failed text check (failed in ('start', 'playback')),
        ended boolean not null,
        primary key (session_id, started_at)
      ) partition by range (started_at)`)
    this.schema.raw(`
      create table playback.quality_hours (
        hour timestamptz not null,
        device_kind text not null,
        country text not null,
        network text not null,
        title_id uuid not null,
        player_version text not null,
        plays integer not null,
        starts integer not null,
        start_failures integer not null,
        playback_failures integer not null,
        exits_before_start integer not null,
        playing_ms bigint not null,
        rebuffers bigint not null,
        rebuffer_ms bigint not null,
        bitrate_switches bigint not null,
        bits numeric not null,
        bits_ms bigint not null,
        dropped_frames bigint not null,
        total_frames bigint not null,
        start_buckets smallint[] not null,
        start_counts integer[] not null,
        primary key (hour, device_kind, country, network, title_id, player_version)
      )`)
    for (const [on, words] of COMMENTS) this.schema.raw(`comment on ${on} is '${words}'`)
  }

  override async down() {
    this.schema.raw('drop table playback.quality_hours')
    this.schema.raw('drop table playback.quality')
    this.schema.raw('alter table playback.play_sessions drop column country')
  }
}

const COMMENTS: [on: string, words: string][] = [
  [
    'column playback.play_sessions.country',
    'ISO 3166-1 alpha-2, where the viewer was at the start',
  ],
  ['column playback.quality.sequence', 'Of the newest report; each replaces the one before'],
  [
    'column playback.quality.average_bitrate',
    'bits/s of video and audio, weighted by playing time',
  ],
  ['column playback.quality.failed', 'Whether a fatal error came before the first frame or after'],
  ['column playback.quality_hours.bits', 'Sum of average bitrate (bits/s) times playing time (ms)'],
  ['column playback.quality_hours.bits_ms', 'Playing time of the plays that told a bitrate'],
  ['column playback.quality_hours.start_buckets', 'Logarithmic buckets: see start_time_sketch.ts'],
]
