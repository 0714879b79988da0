import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw('create schema core')
    this.schema.raw(`
      create table core.idempotency_keys (
        caller text not null,
        key text not null,
        request_hash text not null,
        status smallint,
        body text,
        locked_at timestamptz not null,
        created_at timestamptz not null default now(),
        primary key (caller, key)
      )`)
    this.schema.raw('create index on core.idempotency_keys (created_at)')
  }

  override async down() {
    this.schema.raw('drop schema core cascade')
  }
}
