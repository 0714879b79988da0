import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table identity.passkeys (
        id uuid primary key,
        account_id uuid not null references identity.accounts on delete cascade,
        credential_id text not null,
        public_key bytea not null,
        sign_counter bigint not null,
        transports text[] not null,
        backed_up boolean not null,
        name text not null,
        created_at timestamptz not null,
        last_used_at timestamptz,
        constraint passkeys_credential_id_unique unique (credential_id)
      )`)
    this.schema.raw('create index passkeys_account_id on identity.passkeys (account_id, id)')
  }

  override async down() {
    this.schema.raw('drop table identity.passkeys')
  }
}
