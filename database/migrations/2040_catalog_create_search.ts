import { BaseSchema } from '@adonisjs/lucid/schema'

/** From which rows of a table the titles, people and collections come whose documents they change. */
const STALE: Record<string, string> = {
  titles: `select 'title', c.id from changed c where c.kind <> 'extra'`,
  title_translations: `select 'title', c.title_id from changed c`,
  title_genres: `select 'title', c.title_id from changed c`,
  title_tags: `select 'title', c.title_id from changed c`,
  credits: `select 'title', c.title_id from changed c union select 'person', c.person_id from changed c`,
  episodes: `select 'title', c.title_id from changed c`,
  episode_translations: `
    select 'title', e.title_id from changed c join catalog.episodes e on e.id = c.episode_id`,
  people: `
    select 'person', c.id from changed c
    union select 'title', x.title_id from changed c join catalog.credits x on x.person_id = c.id`,
  genres: `
    select 'title', x.title_id from changed c join catalog.title_genres x on x.genre_id = c.id`,
  genre_translations: `
    select 'title', x.title_id from changed c join catalog.title_genres x on x.genre_id = c.genre_id`,
  tags: `select 'title', x.title_id from changed c join catalog.title_tags x on x.tag_id = c.id`,
  tag_translations: `
    select 'title', x.title_id from changed c join catalog.title_tags x on x.tag_id = c.tag_id`,
  collections: `select 'collection', c.id from changed c`,
  collection_translations: `select 'collection', c.collection_id from changed c`,
}

/**
 * What search looks in. A document is one thing that can be found; its words are made by the code in
 * app/catalog/search, never by PostgreSQL's dictionaries, so that both sides of a search fold alike.
 *
 * Which documents are out of date is noted by triggers, in the very commit that makes them so,
 * whoever writes: a search that finds such a note brings them up to date before it looks.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('create extension if not exists pg_trgm')
    this.schema.raw(`
      create table catalog.search_documents (
        id uuid primary key,
        kind text not null check (kind in ('film', 'show', 'episode', 'person', 'collection')),
        title_id uuid references catalog.titles on delete cascade,
        episode_id uuid references catalog.episodes on delete cascade,
        person_id uuid references catalog.people on delete cascade,
        collection_id uuid references catalog.collections on delete cascade,
        words tsvector not null,
        names text not null,
        genres text not null default '',
        audio text not null default '',
        year smallint,
        popularity real not null default 0,
        labels jsonb not null default '[]',
        check (id = coalesce(episode_id, title_id, person_id, collection_id)),
        check (num_nonnulls(title_id, person_id, collection_id) = 1),
        check ((kind = 'episode') = (episode_id is not null))
      )`)
    this.schema.raw(`
      comment on column catalog.search_documents.names is
        'Folded names in all languages and scripts, one a line; its own first'`)
    this.schema.raw(`
      create index search_documents_words on catalog.search_documents using gin (words)
        with (fastupdate = off)`)
    this.schema.raw(`
      create index search_documents_of_title on catalog.search_documents (title_id)
        where title_id is not null`)
    this.schema.raw(`
      create index search_documents_of_episode on catalog.search_documents (episode_id)
        where episode_id is not null`)
    this.schema.raw(`
      create index search_documents_popular on catalog.search_documents (popularity desc, id)
        where kind in ('film', 'show')`)

    this.schema.raw(`
      create table catalog.search_starts (
        document_id uuid not null references catalog.search_documents on delete cascade,
        start text not null,
        name text not null,
        whole boolean not null,
        weight real not null,
        primary key (document_id, start)
      )`)
    this.schema.raw(`
      comment on table catalog.search_starts is
        'From each word of each name on: what a viewer who types may have begun to write'`)
    this.schema.raw(
      'create index search_starts_typed on catalog.search_starts (start text_pattern_ops, weight desc)'
    )
    for (const length of [1, 2, 3]) {
      this.schema.raw(`
        create index search_starts_${length}
          on catalog.search_starts (left(start, ${length}), weight desc)`)
    }

    this.schema.raw(`
      create table catalog.search_words (
        word text primary key,
        uses integer not null default 1,
        near text[] not null
      )`)
    this.schema.raw(`
      comment on column catalog.search_words.near is
        'The word, and the word without each of its letters'`)
    this.schema.raw('create index search_words_near on catalog.search_words using gin (near)')
    this.schema.raw(
      'create index search_words_trigrams on catalog.search_words using gin (word gin_trgm_ops)'
    )
    this.schema.raw(`
      create function catalog.similar_words(wanted text, most integer)
      returns table (word text, uses integer) language sql stable
      set pg_trgm.similarity_threshold = 0.28 as $$
        select w.word, w.uses from catalog.search_words w
        where w.word % wanted order by similarity(w.word, wanted) desc, w.uses desc limit most
      $$`)

    this.schema.raw(`
      create table catalog.title_popularity (
        title_id uuid primary key references catalog.titles on delete cascade,
        popularity real not null check (popularity between 0 and 1)
      )`)

    this.schema.raw(`
      create table catalog.search_stale (
        id bigint generated always as identity primary key,
        kind text not null check (kind in ('title', 'person', 'collection')),
        entity_id uuid not null
      )`)
    this.schema.raw(`
      create function catalog.note_stale_search() returns trigger language plpgsql as $$
      begin
        if coalesce(current_setting('catalog.search_is_rebuilt', true), '') <> 'yes' then
          execute format(
            'insert into catalog.search_stale (kind, entity_id) %s', tg_argv[0]);
        end if;
        return null;
      end $$`)
    for (const [table, stale] of Object.entries(STALE)) {
      for (const [event, rows] of [
        ['insert', 'new'],
        ['update', 'new'],
        ['delete', 'old'],
      ] as const) {
        this.schema.raw(`
          create trigger search_after_${event} after ${event} on catalog.${table}
          referencing ${rows} table as changed
          for each statement execute function catalog.note_stale_search(${quoted(stale)})`)
      }
    }
    // What is there already has no documents yet.
    this.schema.raw(`
      insert into catalog.search_stale (kind, entity_id)
      select 'title', id from catalog.titles where kind <> 'extra'
      union all select 'person', id from catalog.people
      union all select 'collection', id from catalog.collections`)
  }

  override async down() {
    this.schema.raw('drop function catalog.note_stale_search() cascade')
    this.schema.raw('drop function catalog.similar_words(text, integer)')
    for (const table of [
      'search_stale',
      'title_popularity',
      'search_words',
      'search_starts',
      'search_documents',
    ]) {
      this.schema.raw(`drop table catalog.${table}`)
    }
  }
}

function quoted(sql: string): string {
  return `'${sql.replaceAll("'", "''")}'`
}
