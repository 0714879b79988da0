import { BaseSchema } from '@adonisjs/lucid/schema'

/** SQL: in which languages title `t`, or any of its episodes, can be heard or read. */
const languagesOfTitle = (tracks: 'audio' | 'text') => `array(
  select distinct track ->> 'language'
  from (
    select t.stream
    union all
    select e.stream from catalog.episodes e where e.title_id = t.id
  ) s cross join lateral jsonb_array_elements(s.stream -> '${tracks}') track order by 1)`

/**
 * What editing needs beside the texts: a version that each change of a title or a collection moves
 * on, schedules of titles and episodes with the reason why one could not be kept, ids of the systems
 * that titles are imported from, and names of seasons and tags in other languages.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      alter table catalog.titles
        add column version integer not null default 1,
        add column external_id text,
        add column schedule_failed_version integer,
        add column schedule_failure jsonb,
        add constraint titles_external_id_once unique (external_id)`)
    this.schema.raw(`
      alter table catalog.episodes
        add column publish_at timestamptz(3),
        add column unpublish_at timestamptz(3),
        add column schedule_failed_version integer,
        add column schedule_failure jsonb,
        add constraint episodes_schedule_in_order check (unpublish_at > publish_at)`)
    this.schema.raw(`
      create index episodes_publish_at on catalog.episodes (publish_at)
        where publish_at is not null and state = 'draft'`)
    this.schema.raw(`
      create index episodes_unpublish_at on catalog.episodes (unpublish_at)
        where unpublish_at is not null and state = 'published'`)
    this.schema.raw(`
      alter table catalog.collections
        add column version integer not null default 1,
        add column external_id text,
        add constraint collections_external_id_once unique (external_id)`)

    this.schema.raw(`
      create table catalog.season_translations (
        season_id uuid not null references catalog.seasons on delete cascade,
        language text not null,
        name text not null,
        primary key (season_id, language)
      )`)
    this.schema.raw(`
      create table catalog.tag_translations (
        tag_id text not null references catalog.tags on delete cascade,
        language text not null,
        name text not null,
        primary key (tag_id, language)
      )`)

    // Up to when caches have been told of windows that opened or closed. One row.
    this.schema.raw(`
      create table catalog.boundaries_told (
        sole boolean primary key default true check (sole),
        until timestamptz not null
      )`)
    this.schema.raw('insert into catalog.boundaries_told (until) values (now())')
    this.schema.raw('create index availability_starts on catalog.availability (starts_at)')
    this.schema.raw(`
      create index availability_ends on catalog.availability (ends_at) where ends_at is not null`)

    this.schema.raw(`
      alter table catalog.artwork
        drop constraint artwork_check,
        add constraint artwork_of_its_owner check (
          (title_id is not null and episode_id is null
            and kind in ('poster', 'backdrop', 'square', 'banner', 'logo'))
          or (episode_id is not null and title_id is null and kind = 'still'))`)

    // Genres and tags have words for ids, and are changed for all titles at once, as people are.
    this.schema.raw(`
      alter table catalog.changes
        alter column entity_id type text,
        drop constraint changes_entity_check,
        add constraint changes_entity_check check (entity in (
          'title', 'season', 'episode', 'collection', 'person', 'genre', 'tag'))`)

    this.schema.raw(`
      update catalog.titles t set
        audio_languages = ${languagesOfTitle('audio')},
        subtitle_languages = ${languagesOfTitle('text')}`)

    // The newest edit first: what editors look at.
    this.schema.raw('create index titles_edited on catalog.titles (updated_at desc, id desc)')
    this.schema.raw(
      'create index collections_edited on catalog.collections (updated_at desc, id desc)'
    )
    this.schema.raw('create index changes_by on catalog.changes (account_id)')
  }

  override async down() {
    this.schema.raw(`delete from catalog.changes where entity in ('person', 'genre', 'tag')`)
    this.schema.raw(`
      alter table catalog.changes
        alter column entity_id type uuid using entity_id::uuid,
        drop constraint changes_entity_check,
        add constraint changes_entity_check
          check (entity in ('title', 'season', 'episode', 'collection'))`)
    this.schema.raw(
      'drop index catalog.changes_by, catalog.collections_edited, catalog.titles_edited'
    )
    this.schema.raw(`delete from catalog.artwork where kind in ('square', 'banner', 'logo')`)
    this.schema.raw(`
      alter table catalog.artwork
        drop constraint artwork_of_its_owner,
        add constraint artwork_check check (
          (title_id is not null and episode_id is null and kind in ('poster', 'backdrop'))
          or (episode_id is not null and title_id is null and kind = 'still'))`)
    this.schema.raw('drop index catalog.availability_starts, catalog.availability_ends')
    this.schema.raw(
      'drop table catalog.boundaries_told, catalog.tag_translations, catalog.season_translations'
    )
    this.schema.raw('alter table catalog.collections drop column version, drop column external_id')
    this.schema.raw(`
      alter table catalog.episodes
        drop column publish_at, drop column unpublish_at,
        drop column schedule_failed_version, drop column schedule_failure`)
    this.schema.raw(`
      alter table catalog.titles
        drop column version, drop column external_id,
        drop column schedule_failed_version, drop column schedule_failure`)
  }
}
