import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Which models there are, which of them serves, and how each training went. The models themselves
 * are files on Drive. Nothing here, nor in the files, names a viewer.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('create schema recommendations')
    this.schema.raw(`
      create table recommendations.models (
        id uuid primary key,
        version integer not null unique generated always as identity,
        kind text not null,
        state text not null default 'registered'
          check (state in ('registered', 'promoted', 'retired')),
        artefact text not null,
        checksum text not null check (checksum ~ '^[0-9a-f]{64}$'),
        bytes bigint not null,
        titles integer not null check (titles > 0),
        metrics jsonb not null,
        parameters jsonb not null,
        created_at timestamptz(3) not null,
        promoted_at timestamptz(3),
        replaced_id uuid references recommendations.models (id),
        check (state = 'registered' or promoted_at is not null)
      )`)
    this.schema.raw(`
      comment on column recommendations.models.replaced_id
        is 'The model that served before this one, to which a rollback goes'`)
    this.schema.raw(`
      create unique index models_promoted on recommendations.models (state)
        where state = 'promoted'`)
    this.schema.raw(`
      create table recommendations.training_runs (
        id uuid primary key,
        started_at timestamptz(3) not null,
        finished_at timestamptz(3),
        outcome text check (outcome in ('promoted', 'kept', 'skipped', 'failed')),
        reason text,
        history_fingerprint text,
        counts jsonb,
        report jsonb,
        model_id uuid references recommendations.models (id),
        check ((outcome is null) = (finished_at is null)),
        check (outcome is null or reason is not null)
      )`)
  }

  override async down() {
    this.schema.raw('drop schema recommendations cascade')
  }
}
