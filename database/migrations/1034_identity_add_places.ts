import { BaseSchema } from '@adonisjs/lucid/schema'

/** Where a device was last used, no closer than a city. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      alter table identity.devices
        add column country text check (country ~ '^[A-Z]{2}$'),
        add column city text check (length(city) <= 80),
        add column network text check (network in ('ipv4', 'ipv6', 'private'))`)
  }

  override async down() {
    this.schema.raw(`
      alter table identity.devices drop column country, drop column city, drop column network`)
  }
}
