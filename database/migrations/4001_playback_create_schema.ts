import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Play sessions, and one progress per profile and playable thing (a film's title id or an episode's
 * id). Progress is history too: a thing once watched is in it.
 *
 * Progress has no index besides its key: a heartbeat then changes no indexed column, and with room
 * left in each page PostgreSQL updates the row in place (HOT) instead of growing the table. A
 * profile's rows are few and read together by the key's first column.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('create schema playback')
    this.schema.raw(`
      create table playback.play_sessions (
        id uuid primary key,
        account_id uuid not null,
        profile_id uuid not null,
        device_id uuid not null,
        title_id uuid not null,
        episode_id uuid,
        asset_id uuid not null,
        started_at timestamptz(3) not null,
        ended_at timestamptz(3)
      )`)
    this.schema.raw(`
      create table playback.progress (
        profile_id uuid not null,
        playable_id uuid not null,
        title_id uuid not null,
        episode_id uuid,
        session_id uuid not null,
        viewing_started_at timestamptz(3) not null,
        position_ms integer not null check (position_ms >= 0),
        duration_ms integer not null check (duration_ms > 0),
        observed_at timestamptz(3) not null,
        sequence integer not null,
        finished_at timestamptz(3),
        hidden_at timestamptz(3),
        primary key (profile_id, playable_id),
        check (playable_id = coalesce(episode_id, title_id))
      ) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05)`)
  }

  override async down() {
    this.schema.raw('drop schema playback cascade')
  }
}
