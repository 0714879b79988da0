import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw('alter table identity.accounts alter column password_hash drop not null')

    this.schema.raw(`
      create table identity.linked_providers (
        provider text not null,
        subject text not null,
        account_id uuid not null references identity.accounts on delete cascade,
        email text not null,
        created_at timestamptz not null,
        last_used_at timestamptz,
        primary key (provider, subject),
        constraint linked_providers_known check (provider in ('google', 'apple')),
        constraint linked_providers_one_each unique (account_id, provider)
      )`)
  }

  override async down() {
    this.schema.raw('drop table identity.linked_providers')
    this.schema.raw('delete from identity.accounts where password_hash is null')
    this.schema.raw('alter table identity.accounts alter column password_hash set not null')
  }
}
