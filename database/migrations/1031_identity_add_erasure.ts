import { BaseSchema } from '@adonisjs/lucid/schema'

/** When an account is to be erased, and the exports of what is kept of it. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      alter table identity.accounts
        add column erase_at timestamptz,
        add column erasing_since timestamptz`)
    this.schema.raw(`
      create index accounts_to_erase on identity.accounts (erase_at) where erase_at is not null`)
    this.schema.raw(`
      create table identity.exports (
        id uuid primary key,
        account_id uuid not null references identity.accounts on delete cascade,
        state text not null default 'queued'
          check (state in ('queued', 'running', 'ready', 'failed')),
        percent smallint not null default 0 check (percent between 0 and 100),
        bytes bigint,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        finished_at timestamptz,
        expires_at timestamptz,
        check ((state = 'ready') = (expires_at is not null and bytes is not null))
      )`)
    this.schema.raw('create index on identity.exports (account_id, id desc)')
    this.schema.raw(`
      create unique index exports_one_at_a_time on identity.exports (account_id)
        where state in ('queued', 'running')`)
  }

  override async down() {
    this.schema.raw('drop table identity.exports')
    this.schema.raw(`
      alter table identity.accounts drop column erase_at, drop column erasing_since`)
  }
}
