import { BaseSchema } from '@adonisjs/lucid/schema'
import viewingConfig from '#config/viewing'

/** A reminder is for the country in which it was asked for. Until now that was the account's. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('alter table catalog.reminders add column country text')
    this.defer(async (db) => {
      await db.rawQuery(
        `update catalog.reminders r set country = coalesce(
           (select a.country from identity.accounts a where a.id = r.account_id), ?)`,
        [viewingConfig.defaultCountry]
      )
      await db.rawQuery('alter table catalog.reminders alter column country set not null')
    })
  }

  override async down() {
    this.schema.raw('alter table catalog.reminders drop column country')
  }
}
