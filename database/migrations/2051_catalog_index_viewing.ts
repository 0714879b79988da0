import { BaseSchema } from '@adonisjs/lucid/schema'

/** What viewers list beside what is new: what is coming, and who asked to be told of it. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create index titles_coming on catalog.titles (publish_at, id)
        where state = 'draft' and announced`)
    this.schema.raw('alter table catalog.reminders add column seen_at timestamptz(3)')
    this.schema.raw(`
      create index reminders_unseen on catalog.reminders (profile_id)
        where reminded_at is not null and seen_at is null`)
  }

  override async down() {
    this.schema.raw('drop index catalog.titles_coming')
    this.schema.raw('alter table catalog.reminders drop column seen_at')
  }
}
