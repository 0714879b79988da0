import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table identity.totp_secrets (
        account_id uuid primary key references identity.accounts on delete cascade,
        sealed_secret text not null,
        created_at timestamptz not null,
        confirmed_at timestamptz,
        last_used_step bigint
      )`)

    this.schema.raw(`
      create table identity.recovery_codes (
        account_id uuid not null references identity.accounts on delete cascade,
        code_hash bytea not null,
        created_at timestamptz not null,
        used_at timestamptz,
        primary key (account_id, code_hash)
      )`)

    this.schema.raw(`
      create table identity.spent_challenges (
        id text primary key,
        expires_at timestamptz not null
      )`)
    this.schema.raw(
      'create index spent_challenges_expires_at on identity.spent_challenges (expires_at)'
    )
  }

  override async down() {
    this.schema.raw('drop table identity.spent_challenges')
    this.schema.raw('drop table identity.recovery_codes')
    this.schema.raw('drop table identity.totp_secrets')
  }
}
