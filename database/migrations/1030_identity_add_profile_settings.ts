import { BaseSchema } from '@adonisjs/lucid/schema'

/** How a profile plays and reads, its PIN, and on which devices the PIN was given lately. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      alter table identity.profiles
        add column autoplay_next_episode boolean not null default true,
        add column autoplay_previews boolean not null default true,
        add column subtitle_style jsonb,
        add column pin_hash text`)
    this.schema.raw(`
      create table identity.profile_unlocks (
        device_id uuid not null references identity.devices on delete cascade,
        profile_id uuid not null references identity.profiles on delete cascade,
        unlocked_until timestamptz not null,
        primary key (device_id, profile_id)
      )`)
    this.schema.raw('create index on identity.profile_unlocks (profile_id)')
    this.schema.raw(`
      alter table identity.devices
        add column kids_profile_id uuid references identity.profiles on delete set null`)
    this.schema.raw(`
      create index on identity.devices (kids_profile_id) where kids_profile_id is not null`)
  }

  override async down() {
    this.schema.raw('drop table identity.profile_unlocks')
    this.schema.raw('alter table identity.devices drop column kids_profile_id')
    this.schema.raw(`
      alter table identity.profiles
        drop column autoplay_next_episode, drop column autoplay_previews,
        drop column subtitle_style, drop column pin_hash`)
  }
}
