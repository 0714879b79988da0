import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What staff look at and do. The log is written once: no row can be changed or taken out, but what
 * names a person may be blanked when that person's account is erased.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table identity.inspections (
        id uuid primary key,
        account_id uuid not null references identity.accounts on delete cascade,
        staff_account_id uuid references identity.accounts on delete set null,
        reason text not null,
        opened_at timestamptz not null,
        closes_at timestamptz not null
      )`)
    this.schema.raw('create index on identity.inspections (account_id, id desc)')
    this.schema.raw('create index on identity.inspections (staff_account_id, account_id)')

    this.schema.raw(`
      create table identity.staff_log (
        id uuid primary key,
        at timestamptz not null,
        action text not null,
        staff_account_id uuid,
        account_id uuid,
        inspection_id uuid,
        reason text,
        details jsonb
      )`)
    this.schema.raw('create index on identity.staff_log (account_id) where account_id is not null')
    this.schema.raw(`
      create index on identity.staff_log (staff_account_id) where staff_account_id is not null`)
    this.schema.raw(`
      create index on identity.staff_log (inspection_id) where inspection_id is not null`)

    this.schema.raw(`
      create function identity.keep_staff_log() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.id = old.id and new.at = old.at and new.action = old.action
          and coalesce(new.staff_account_id = old.staff_account_id, new.staff_account_id is null)
          and coalesce(new.account_id = old.account_id, new.account_id is null)
          and coalesce(new.inspection_id = old.inspection_id, new.inspection_id is null)
          and coalesce(new.reason = old.reason, new.reason is null)
          and coalesce(new.details = old.details, new.details is null)
        then
          return new;
        end if;
        raise exception 'identity.staff_log is written once';
      end $$`)
    this.schema.raw(`
      create trigger staff_log_kept before update or delete on identity.staff_log
        for each row execute function identity.keep_staff_log()`)
    this.schema.raw(`
      create trigger staff_log_not_emptied before truncate on identity.staff_log
        for each statement execute function identity.keep_staff_log()`)
  }

  override async down() {
    this.schema.raw('drop table identity.staff_log')
    this.schema.raw('drop table identity.inspections')
    this.schema.raw('drop function identity.keep_staff_log()')
  }
}
