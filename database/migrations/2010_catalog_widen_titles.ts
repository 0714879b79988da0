import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Trailers and extras are titles of their own kind below another title, so that they are ingested,
 * played and published like a film. What a title is called in other languages, how it is rated and
 * where and when it may be shown stand in tables of their own; `maturity_by_country` and `windowed`
 * repeat what a viewer's query asks of each row.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      alter table catalog.titles
        add column parent_id uuid references catalog.titles on delete cascade,
        add column extra_kind text check (extra_kind in (
          'trailer', 'teaser', 'clip', 'behind-the-scenes', 'interview', 'deleted-scene')),
        add column position smallint,
        add column announced boolean not null default false,
        add column publish_at timestamptz(3),
        add column unpublish_at timestamptz(3),
        add column maturity_by_country jsonb not null default '{}',
        add column windowed boolean not null default false,
        add column audio_languages text[] not null default '{}',
        add column subtitle_languages text[] not null default '{}',
        drop constraint titles_kind_check,
        add constraint titles_kind_check check (kind in ('film', 'show', 'extra')),
        drop constraint titles_check2,
        add constraint titles_stream_not_of_show check (kind <> 'show' or stream is null),
        add constraint titles_extra_has_parent check (
          (kind = 'extra') = (parent_id is not null) and (kind = 'extra') = (extra_kind is not null)),
        add constraint titles_schedule_in_order check (unpublish_at > publish_at)`)
    this.schema.raw(`
      create index titles_of_parent on catalog.titles (parent_id, position)
        where parent_id is not null`)
    this.schema.raw(`
      create index titles_publish_at on catalog.titles (publish_at)
        where publish_at is not null and state = 'draft'`)
    this.schema.raw(`
      create index titles_unpublish_at on catalog.titles (unpublish_at)
        where unpublish_at is not null and state = 'published'`)

    this.schema.raw(`
      create table catalog.title_translations (
        title_id uuid not null references catalog.titles on delete cascade,
        language text not null,
        name text not null,
        tagline text,
        synopsis text,
        primary key (title_id, language)
      )`)
    this.schema.raw(`
      create table catalog.episode_translations (
        episode_id uuid not null references catalog.episodes on delete cascade,
        language text not null,
        name text not null,
        synopsis text,
        primary key (episode_id, language)
      )`)
    this.schema.raw(`
      create table catalog.genre_translations (
        genre_id text not null references catalog.genres on delete cascade,
        language text not null,
        name text not null,
        primary key (genre_id, language)
      )`)

    this.schema.raw('create table catalog.tags (id text primary key, name text not null)')
    this.schema.raw(`
      create table catalog.title_tags (
        title_id uuid not null references catalog.titles on delete cascade,
        tag_id text not null references catalog.tags,
        primary key (title_id, tag_id)
      )`)
    this.schema.raw('create index on catalog.title_tags (tag_id, title_id)')

    this.schema.raw(`
      create table catalog.title_ratings (
        title_id uuid not null references catalog.titles on delete cascade,
        country text not null check (country ~ '^[A-Z]{2}$'),
        system text not null,
        label text not null,
        age smallint not null check (age between 0 and 18),
        primary key (title_id, country)
      )`)

    this.schema.raw(`
      create table catalog.availability (
        id uuid primary key,
        title_id uuid not null references catalog.titles on delete cascade,
        country text not null check (country ~ '^([A-Z]{2}|\\*)$'),
        starts_at timestamptz(3) not null,
        ends_at timestamptz(3),
        check (ends_at > starts_at)
      )`)
    this.schema.raw(
      'create index availability_of_title on catalog.availability (title_id, country, starts_at)'
    )

    this.schema.raw(`
      create table catalog.collections (
        id uuid primary key,
        name text not null,
        description text,
        language text not null default 'en',
        state text not null default 'draft' check (state in ('draft', 'published')),
        home_position smallint,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`)
    this.schema.raw(`
      create table catalog.collection_translations (
        collection_id uuid not null references catalog.collections on delete cascade,
        language text not null,
        name text not null,
        description text,
        primary key (collection_id, language)
      )`)
    this.schema.raw(`
      create table catalog.collection_titles (
        collection_id uuid not null references catalog.collections on delete cascade,
        title_id uuid not null references catalog.titles on delete cascade,
        position smallint not null,
        primary key (collection_id, title_id)
      )`)
    this.schema.raw('create index on catalog.collection_titles (title_id)')

    this.schema.raw(`
      create table catalog.changes (
        id uuid primary key,
        entity text not null check (entity in ('title', 'season', 'episode', 'collection')),
        entity_id uuid not null,
        title_id uuid,
        account_id uuid,
        action text not null,
        before jsonb,
        after jsonb,
        changed_at timestamptz(3) not null
      )`)
    this.schema.raw('create index changes_of_title on catalog.changes (title_id, id desc)')
    this.schema.raw('create index changes_of_entity on catalog.changes (entity_id, id desc)')

    this.schema.raw(`
      create table catalog.my_list (
        profile_id uuid not null,
        title_id uuid not null references catalog.titles on delete cascade,
        added_at timestamptz(3) not null,
        primary key (profile_id, title_id)
      )`)
    this.schema.raw(
      'create index my_list_newest on catalog.my_list (profile_id, added_at desc, title_id desc)'
    )
    this.schema.raw('create index on catalog.my_list (title_id)')
    this.schema.raw(`
      create table catalog.opinions (
        profile_id uuid not null,
        title_id uuid not null references catalog.titles on delete cascade,
        opinion text not null check (opinion in ('love', 'up', 'down')),
        given_at timestamptz(3) not null,
        primary key (profile_id, title_id)
      )`)
    this.schema.raw('create index on catalog.opinions (title_id)')
    this.schema.raw(`
      create table catalog.reminders (
        profile_id uuid not null,
        account_id uuid not null,
        title_id uuid not null references catalog.titles on delete cascade,
        asked_at timestamptz(3) not null,
        reminded_at timestamptz(3),
        primary key (profile_id, title_id)
      )`)
    this.schema.raw(
      'create index reminders_due on catalog.reminders (title_id) where reminded_at is null'
    )
  }

  override async down() {
    const tables = [
      ...['reminders', 'opinions', 'my_list', 'changes'],
      ...['collection_titles', 'collection_translations', 'collections'],
      ...['availability', 'title_ratings', 'title_tags', 'tags'],
      ...['genre_translations', 'episode_translations', 'title_translations'],
    ]
    for (const table of tables) this.schema.raw(`drop table catalog.${table}`)
    this.schema.raw(`delete from catalog.titles where kind = 'extra'`)
    this.schema.raw(`
      alter table catalog.titles
        drop constraint titles_kind_check,
        add constraint titles_kind_check check (kind in ('film', 'show')),
        drop constraint titles_stream_not_of_show,
        add constraint titles_check2 check (kind = 'film' or stream is null),
        drop column parent_id, drop column extra_kind, drop column position,
        drop column announced, drop column publish_at, drop column unpublish_at,
        drop column maturity_by_country, drop column windowed,
        drop column audio_languages, drop column subtitle_languages`)
  }
}
