import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw('create schema catalog')
    this.schema.raw(`
      create table catalog.titles (
        id uuid primary key,
        kind text not null check (kind in ('film', 'show')),
        state text not null default 'draft' check (state in ('draft', 'published')),
        published_at timestamptz(3),
        language text not null default 'en',
        name text not null,
        tagline text,
        synopsis text,
        release_year smallint,
        maturity smallint check (maturity between 0 and 18),
        attribution text,
        asset_id uuid,
        stream jsonb,
        duration_seconds numeric(10, 3),
        skip_markers jsonb not null default '[]',
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((state = 'published') = (published_at is not null)),
        check ((asset_id is null) = (stream is null)),
        check (kind = 'film' or stream is null)
      )`)
    this.schema.raw(`
      create index titles_newest on catalog.titles (published_at desc, id desc)
        where state = 'published'`)
    this.schema.raw(`
      create index titles_newest_of_kind on catalog.titles (kind, published_at desc, id desc)
        where state = 'published'`)

    this.schema.raw('create table catalog.genres (id text primary key, name text not null)')
    this.schema.raw(`
      create table catalog.title_genres (
        title_id uuid not null references catalog.titles on delete cascade,
        genre_id text not null references catalog.genres,
        position smallint not null,
        primary key (title_id, genre_id)
      )`)
    this.schema.raw('create index on catalog.title_genres (genre_id, title_id)')

    this.schema.raw('create table catalog.people (id uuid primary key, name text not null)')
    this.schema.raw('create index on catalog.people (name)')
    this.schema.raw(`
      create table catalog.credits (
        title_id uuid not null references catalog.titles on delete cascade,
        position smallint not null,
        person_id uuid not null references catalog.people,
        role text not null,
        character text,
        primary key (title_id, position)
      )`)
    this.schema.raw('create index on catalog.credits (person_id)')
  }

  override async down() {
    this.schema.raw('drop schema catalog cascade')
  }
}
