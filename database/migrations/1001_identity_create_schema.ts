import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw('create schema identity')

    this.schema.raw(`
      create table identity.accounts (
        id uuid primary key,
        email text not null,
        password_hash text not null,
        roles text[] not null default '{viewer}',
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint accounts_roles_known check (
          roles <@ array['viewer', 'editor', 'admin', 'finance', 'support']::text[])
      )`)
    this.schema.raw('create unique index accounts_email_unique on identity.accounts (lower(email))')

    this.schema.raw(`
      create table identity.profiles (
        id uuid primary key,
        account_id uuid not null references identity.accounts on delete cascade,
        name text not null,
        avatar text,
        language text not null,
        kids boolean not null default false,
        maturity_limit smallint not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint profiles_maturity_limit_age check (maturity_limit between 0 and 18)
      )`)
    this.schema.raw(
      'create index profiles_account_id on identity.profiles (account_id, created_at, id)'
    )

    this.schema.raw(`
      create table identity.devices (
        id uuid primary key,
        account_id uuid not null references identity.accounts on delete cascade,
        name text not null,
        kind text not null,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        ended_at timestamptz,
        end_reason text,
        constraint devices_kind_known check (
          kind in ('phone', 'tablet', 'tv', 'web', 'console', 'other')),
        constraint devices_end_has_reason check ((ended_at is null) = (end_reason is null))
      )`)
    this.schema.raw(`
      create index devices_account_id on identity.devices (account_id, id desc)
        where ended_at is null`)

    this.schema.raw(`
      create table identity.refresh_families (
        id uuid primary key,
        device_id uuid not null references identity.devices on delete cascade,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz
      )`)
    this.schema.raw(
      'create index refresh_families_device_id on identity.refresh_families (device_id)'
    )

    this.schema.raw(`
      create table identity.refresh_tokens (
        token_hash bytea primary key,
        family_id uuid not null references identity.refresh_families on delete cascade,
        created_at timestamptz not null,
        rotated_at timestamptz
      )`)
    this.schema.raw('create index refresh_tokens_family_id on identity.refresh_tokens (family_id)')
    this.schema.raw(`
      create unique index refresh_tokens_current on identity.refresh_tokens (family_id)
        where rotated_at is null`)
  }

  override async down() {
    this.schema.raw('drop schema identity cascade')
  }
}
