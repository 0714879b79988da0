import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      alter table identity.device_pairings
        add column decided_on uuid references identity.devices on delete cascade`)
    this.schema.raw(
      'create index device_pairings_decided_on on identity.device_pairings (decided_on)'
    )
  }

  override async down() {
    this.schema.raw('alter table identity.device_pairings drop column decided_on')
  }
}
