import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      alter table identity.accounts add column country text
        constraint accounts_country_code check (country ~ '^[A-Z]{2}$')`)
  }

  override async down() {
    this.schema.raw('alter table identity.accounts drop column country')
  }
}
