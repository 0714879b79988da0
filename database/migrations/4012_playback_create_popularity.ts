import { BaseSchema } from '@adonisjs/lucid/schema'

/** How many profiles played a title on a day, and what is popular now because of it. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table playback.title_days (
        day date not null,
        country text not null,
        title_id uuid not null,
        profiles integer not null,
        primary key (day, country, title_id)
      )`)
    this.schema.raw(`
      create table playback.popular_titles (
        country text not null,
        title_id uuid not null,
        score double precision not null,
        primary key (country, title_id)
      )`)
    this.schema.raw(`
      create index popular_titles_best on playback.popular_titles (country, score desc, title_id)`)
    for (const table of ['title_days', 'popular_titles']) {
      this.schema.raw(
        `comment on column playback.${table}.country is 'ISO 3166-1 alpha-2; * stands for all'`
      )
    }
  }

  override async down() {
    this.schema.raw('drop table playback.popular_titles')
    this.schema.raw('drop table playback.title_days')
  }
}
