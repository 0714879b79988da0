import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw('alter table identity.accounts add column email_verified_at timestamptz')

    this.schema.raw(`
      create table identity.mailed_codes (
        id uuid primary key,
        purpose text not null,
        account_id uuid references identity.accounts on delete cascade,
        email text not null,
        code_hash bytea not null,
        link_hash bytea not null,
        password_hash text,
        display_name text,
        wrong_guesses smallint not null default 0,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        constraint mailed_codes_purpose_known check (
          purpose in ('register', 'reset-password', 'change-email')),
        constraint mailed_codes_register_has_password check (
          (purpose = 'register') = (password_hash is not null))
      )`)
    this.schema.raw('create index mailed_codes_expires_at on identity.mailed_codes (expires_at)')
    this.schema.raw('create index mailed_codes_account_id on identity.mailed_codes (account_id)')
    this.schema.raw('create index mailed_codes_email on identity.mailed_codes (lower(email))')
  }

  override async down() {
    this.schema.raw('drop table identity.mailed_codes')
    this.schema.raw('alter table identity.accounts drop column email_verified_at')
  }
}
