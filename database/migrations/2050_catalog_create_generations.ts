import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What viewers share of the catalogue is kept in caches under the generation from which it was made. The
 * generation changes in the very commit that changes what viewers see, whoever writes it: so no
 * process, and no cache that nobody told, can take the old state for the new one.
 *
 * The generation of `catalogue` stands for everything, the one of a title's id for its page. They
 * are random, so that a database that was put back to a backup never repeats one.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table catalog.generations (
        tag text primary key,
        generation uuid not null default gen_random_uuid()
      ) with (fillfactor = 50)`)
    this.schema.raw(`
      insert into catalog.generations (tag)
      select 'catalogue' union all select id::text from catalog.titles`)

    // Who changes anything waits here until the commit, and only then for the one row of all.
    this.schema.raw(
      'create table catalog.pending_changes (id bigint generated always as identity primary key)'
    )
    this.schema.raw(`
      create function catalog.renew_generation() returns trigger language plpgsql as $$
      begin
        update catalog.generations set generation = gen_random_uuid() where tag = 'catalogue';
        delete from catalog.pending_changes where id = new.id;
        return null;
      end $$`)
    this.schema.raw(`
      create constraint trigger renew_generation after insert on catalog.pending_changes
      deferrable initially deferred for each row execute function catalog.renew_generation()`)

    // The argument selects, from the rows that one statement changed, the titles whose pages show them.
    this.schema.raw(`
      create function catalog.note_change() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'TRUNCATE' then
          if not exists (select from changed) then return null; end if;
          execute format(
            'insert into catalog.generations (tag)
             select distinct t.id::text from (%s) as t (id) where t.id is not null order by 1
             on conflict (tag) do update set generation = gen_random_uuid()', tg_argv[0]);
        end if;
        if coalesce(current_setting('catalog.change_is_noted', true), '') = '' then
          perform set_config('catalog.change_is_noted', 'yes', true);
          insert into catalog.pending_changes default values;
        end if;
        return null;
      end $$`)

    const ofTitle = 'select c.title_id from changed c'
    const ofEpisode =
      'select e.title_id from changed c join catalog.episodes e on e.id = c.episode_id'
    const ofCollection = 'select null::uuid'
    const titlesShown = {
      titles: 'select c.id from changed c union all select c.parent_id from changed c',
      title_translations: ofTitle,
      title_genres: ofTitle,
      title_tags: ofTitle,
      title_ratings: ofTitle,
      availability: ofTitle,
      credits: ofTitle,
      seasons: ofTitle,
      episodes: ofTitle,
      episode_translations: ofEpisode,
      artwork: `${ofTitle} union all ${ofEpisode}`,
      people: 'select x.title_id from changed c join catalog.credits x on x.person_id = c.id',
      genres: 'select x.title_id from changed c join catalog.title_genres x on x.genre_id = c.id',
      genre_translations:
        'select x.title_id from changed c join catalog.title_genres x on x.genre_id = c.genre_id',
      tags: 'select x.title_id from changed c join catalog.title_tags x on x.tag_id = c.id',
      collections: ofCollection,
      collection_translations: ofCollection,
      collection_titles: ofCollection,
    }
    for (const [table, titles] of Object.entries(titlesShown)) {
      for (const [event, rows] of [
        ['insert', 'new'],
        ['update', 'new'],
        ['delete', 'old'],
      ] as const) {
        this.schema.raw(`
          create trigger note_${event} after ${event} on catalog.${table}
          referencing ${rows} table as changed
          for each statement execute function catalog.note_change('${titles}')`)
      }
      this.schema.raw(`
        create trigger note_truncate after truncate on catalog.${table}
        for each statement execute function catalog.note_change()`)
    }

    // When windows last opened or closed, which changes what viewers see and no row.
    this.schema.raw('create index availability_starts_at on catalog.availability (starts_at)')
    this.schema.raw(`
      create index availability_ends_at on catalog.availability (ends_at)
        where ends_at is not null`)
  }

  override async down() {
    this.schema.raw('drop function catalog.note_change() cascade')
    this.schema.raw('drop table catalog.pending_changes')
    this.schema.raw('drop function catalog.renew_generation()')
    this.schema.raw('drop table catalog.generations')
    this.schema.raw('drop index catalog.availability_starts_at')
    this.schema.raw('drop index catalog.availability_ends_at')
  }
}
