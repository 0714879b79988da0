import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What was counted from plays goes back to nothing once nobody plays it; what was given to a
 * title that nobody has played yet stays.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(
      'alter table catalog.title_popularity add column measured boolean not null default false'
    )
  }

  override async down() {
    this.schema.raw('alter table catalog.title_popularity drop column measured')
  }
}
