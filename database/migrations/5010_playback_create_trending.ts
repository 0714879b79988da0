import { BaseSchema } from '@adonisjs/lucid/schema'

/** What is played more these days than before. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table playback.trending_titles (
        country text not null,
        title_id uuid not null,
        score double precision not null,
        primary key (country, title_id)
      )`)
    this.schema.raw(`
      create index trending_titles_best
        on playback.trending_titles (country, score desc, title_id)`)
    this.schema.raw(`
      comment on column playback.trending_titles.country is
        'ISO 3166-1 alpha-2; * stands for all'`)
  }

  override async down() {
    this.schema.raw('drop table playback.trending_titles')
  }
}
