import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Profiles that were deleted lately: a player that was on its way may still report for one, as long
 * as its play session's token lives, and what it leaves is erased after that.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table identity.deleted_profiles (
        profile_id uuid primary key,
        account_id uuid not null references identity.accounts on delete cascade,
        deleted_at timestamptz not null
      )`)
    this.schema.raw('create index on identity.deleted_profiles (account_id)')
  }

  override async down() {
    this.schema.raw('drop table identity.deleted_profiles')
  }
}
