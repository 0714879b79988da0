import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table identity.device_pairings (
        device_code_hash bytea primary key,
        user_code text not null,
        device_name text not null,
        device_kind text not null,
        address text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        poll_interval_seconds integer not null,
        last_polled_at timestamptz,
        account_id uuid references identity.accounts on delete cascade,
        decision text,
        taken_at timestamptz,
        constraint device_pairings_user_code_unique unique (user_code),
        constraint device_pairings_decision_known check (decision in ('approved', 'denied')),
        constraint device_pairings_decision_has_account check (
          decision is null or account_id is not null)
      )`)
    this.schema.raw(
      'create index device_pairings_expires_at on identity.device_pairings (expires_at)'
    )
    this.schema.raw(
      'create index device_pairings_account_id on identity.device_pairings (account_id)'
    )
  }

  override async down() {
    this.schema.raw('drop table identity.device_pairings')
  }
}
