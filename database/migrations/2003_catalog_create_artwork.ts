import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table catalog.artwork (
        id uuid primary key,
        title_id uuid references catalog.titles on delete cascade,
        episode_id uuid references catalog.episodes on delete cascade,
        kind text not null,
        hash text not null,
        widths smallint[] not null,
        preview text not null,
        origin text not null check (origin in ('editor', 'frame')),
        created_at timestamptz not null default now(),
        check (
          (title_id is not null and episode_id is null and kind in ('poster', 'backdrop'))
          or (episode_id is not null and title_id is null and kind = 'still')
        )
      )`)
    this.schema.raw(`
      create unique index artwork_of_title on catalog.artwork (title_id, kind)
        where title_id is not null`)
    this.schema.raw(`
      create unique index artwork_of_episode on catalog.artwork (episode_id, kind)
        where episode_id is not null`)
  }

  override async down() {
    this.schema.raw('drop table catalog.artwork')
  }
}
