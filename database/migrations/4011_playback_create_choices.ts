import { BaseSchema } from '@adonisjs/lucid/schema'

/** What a profile chose: sound and subtitles of a film or show, and moments worth coming back to. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table playback.track_choices (
        profile_id uuid not null,
        title_id uuid not null,
        audio_language text,
        audio_label text,
        text_chosen boolean not null default false,
        text_language text,
        text_forced boolean not null default false,
        chosen_at timestamptz(3) not null,
        primary key (profile_id, title_id)
      )`)
    this.schema.raw(`
      create table playback.bookmarks (
        id uuid primary key,
        profile_id uuid not null,
        title_id uuid not null,
        episode_id uuid,
        position_ms integer not null check (position_ms >= 0),
        name text,
        created_at timestamptz(3) not null
      )`)
    this.schema.raw('create index bookmarks_of_profile on playback.bookmarks (profile_id, id desc)')
    this.schema.raw(`
      comment on column playback.track_choices.text_chosen is
        'Whether subtitles were chosen: then no text_language means that they are off'`)
  }

  override async down() {
    this.schema.raw('drop table playback.bookmarks')
    this.schema.raw('drop table playback.track_choices')
  }
}
