import { BaseSchema } from '@adonisjs/lucid/schema'

const TITLES_SHOWN = {
  season_translations:
    'select s.title_id from changed c join catalog.seasons s on s.id = c.season_id',
  tag_translations:
    'select x.title_id from changed c join catalog.title_tags x on x.tag_id = c.tag_id',
}

/**
 * Names of seasons and tags in other languages make another generation too. The indexes on the ends
 * of windows stood there twice.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('drop index catalog.availability_starts, catalog.availability_ends')
    for (const [table, titles] of Object.entries(TITLES_SHOWN)) {
      for (const [event, rows] of [
        ['insert', 'new'],
        ['update', 'new'],
        ['delete', 'old'],
      ] as const) {
        this.schema.raw(`
          create trigger note_${event} after ${event} on catalog.${table}
          referencing ${rows} table as changed
          for each statement execute function catalog.note_change('${titles}')`)
      }
      this.schema.raw(`
        create trigger note_truncate after truncate on catalog.${table}
        for each statement execute function catalog.note_change()`)
    }
  }

  override async down() {
    for (const table of Object.keys(TITLES_SHOWN)) {
      for (const event of ['insert', 'update', 'delete', 'truncate']) {
        this.schema.raw(`drop trigger note_${event} on catalog.${table}`)
      }
    }
    this.schema.raw('create index availability_starts on catalog.availability (starts_at)')
    this.schema.raw(`
      create index availability_ends on catalog.availability (ends_at) where ends_at is not null`)
  }
}
