import { BaseSchema } from '@adonisjs/lucid/schema'

/** What profiles say of their taste beside watching: titles they named, and that they begin anew. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table recommendations.favourites (
        profile_id uuid not null,
        title_id uuid not null,
        chosen_at timestamptz(3) not null,
        primary key (profile_id, title_id)
      )`)
    this.schema.raw(`
      create table recommendations.resets (
        profile_id uuid primary key,
        reset_at timestamptz(3) not null
      )`)
    this.schema.raw(`
      comment on column recommendations.resets.reset_at is
        'What was watched or judged before this says nothing of the profile''s taste any more'`)
  }

  override async down() {
    this.schema.raw('drop table recommendations.resets')
    this.schema.raw('drop table recommendations.favourites')
  }
}
