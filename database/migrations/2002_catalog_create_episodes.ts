import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * An episode repeats its show and its season's number, kept true by the foreign key, so that the
 * order of a whole show is one index.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table catalog.seasons (
        id uuid primary key,
        title_id uuid not null references catalog.titles on delete cascade,
        number smallint not null check (number >= 0),
        name text,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint seasons_number_once unique (title_id, number),
        unique (id, title_id, number)
      )`)
    this.schema.raw(`
      create table catalog.episodes (
        id uuid primary key,
        season_id uuid not null,
        title_id uuid not null,
        season_number smallint not null,
        number smallint not null check (number >= 0),
        state text not null default 'draft' check (state in ('draft', 'published')),
        published_at timestamptz(3),
        name text not null,
        synopsis text,
        asset_id uuid,
        stream jsonb,
        duration_seconds numeric(10, 3),
        skip_markers jsonb not null default '[]',
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint episodes_number_once unique (season_id, number),
        foreign key (season_id, title_id, season_number)
          references catalog.seasons (id, title_id, number)
          on update cascade on delete cascade,
        check ((state = 'published') = (published_at is not null)),
        check ((asset_id is null) = (stream is null))
      )`)
    this.schema.raw(
      'create index episodes_in_order on catalog.episodes (title_id, season_number, number)'
    )
    this.schema.raw(`
      create index episodes_playable_in_order
        on catalog.episodes (title_id, season_number, number)
        where state = 'published' and asset_id is not null`)
  }

  override async down() {
    this.schema.raw('drop table catalog.episodes')
    this.schema.raw('drop table catalog.seasons')
  }
}
