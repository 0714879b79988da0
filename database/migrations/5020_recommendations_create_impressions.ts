import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What viewers were shown and clicked, in partitions of a day, and experiments that compare two
 * models by it.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      create table recommendations.experiments (
        id uuid primary key,
        model_a uuid not null references recommendations.models (id),
        model_b uuid not null references recommendations.models (id),
        share_b double precision not null check (share_b > 0 and share_b < 1),
        started_at timestamptz(3) not null,
        ended_at timestamptz(3),
        check (model_a <> model_b),
        check (ended_at >= started_at)
      )`)
    this.schema.raw(`
      create unique index experiments_running on recommendations.experiments ((true))
        where ended_at is null`)
    this.schema.raw(`
      comment on column recommendations.experiments.share_b is 'Share of profiles that B serves'`)
    this.schema.raw(`
      create table recommendations.impressions (
        day date not null,
        profile_id uuid not null,
        view_id uuid not null,
        event text not null check (event in ('shown', 'clicked')),
        place smallint not null,
        position smallint not null,
        rail text not null,
        title_id uuid not null,
        explored boolean not null,
        model_id uuid,
        experiment_id uuid,
        arm text check (arm in ('a', 'b')),
        at timestamptz(3) not null,
        check ((experiment_id is null) = (arm is null)),
        check (experiment_id is null or model_id is not null),
        primary key (profile_id, view_id, event, place, position, day)
      ) partition by range (day)`)
    this.schema.raw(`
      create index impressions_of_experiment on recommendations.impressions (experiment_id, profile_id)
        where experiment_id is not null`)
    for (const [on, words] of COMMENTS) this.schema.raw(`comment on ${on} is '${words}'`)
  }

  override async down() {
    this.schema.raw('drop table recommendations.impressions')
    this.schema.raw('drop table recommendations.experiments')
  }
}

const COMMENTS: [on: string, words: string][] = [
  ['column recommendations.impressions.day', 'When it was received (UTC); names the partition'],
  ['column recommendations.impressions.view_id', 'One display of a page'],
  ['column recommendations.impressions.place', 'Of the rail on the page, from 0'],
  ['column recommendations.impressions.position', 'Of the title on the rail, from 0'],
  ['column recommendations.impressions.rail', 'Kind of the rail'],
  ['column recommendations.impressions.explored', 'It stood there to be tried'],
  ['column recommendations.impressions.model_id', 'The model that chose the rail, if one did'],
  ['column recommendations.impressions.arm', 'Only when the model was the one of the arm'],
  ['column recommendations.impressions.at', 'By the viewer’s own account of how long ago it was'],
]
