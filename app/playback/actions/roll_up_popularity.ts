import db from '@adonisjs/lucid/services/db'
import { SetPopularity, type PopularScore } from '#catalog'
import { clock } from '#core/clock'
import { firstIdAt } from '#core/ids'

export const DAY_MS = 24 * 3_600_000

/** Any number that no other advisory lock of the service uses. */
const LOCK = 4_012_001

/** After so many days a play counts half. */
const HALF_LIFE_DAYS = 3
/** Plays older than this count for nothing: by then a play has less than a hundredth of its weight. */
export const REMEMBERED_DAYS = 21
/** A country has a list of its own from so many plays (profiles on days) of so many titles. */
const ENOUGH_PLAYS = 100
const ENOUGH_TITLES = 10
/** Titles of one list: more than any rail shows once some were left out. */
const MOST_TITLES = 200

export const EVERYWHERE = '*'

/**
 * A day's plays are read once that day and once more on the next, by `play_sessions_pkey`: session
 * ids are ordered by time (UUID version 7). A profile counts once a day for a title, however often
 * it presses play.
 */
const COUNT_DAYS = `
  insert into playback.title_days (day, country, title_id, profiles)
  select (started_at at time zone 'UTC')::date, place.country, title_id, count(distinct profile_id)
  from playback.play_sessions s cross join lateral (
    select '${EVERYWHERE}' as country
    union all select s.country where s.country is not null) as place
  where s.id >= ? and s.started_at >= ?
  group by 1, 2, 3`

/** A play's weight by its age on a day. */
const WEIGHED = `sum(profiles * power(0.5, (?::date - day) / ${HALF_LIFE_DAYS}.0))`

/** All titles that were played, everywhere: more than stand on any list. */
const SCORES = `
  select title_id as "titleId", ${WEIGHED}::float8 as score
  from playback.title_days where country = '${EVERYWHERE}' and day > ?::date - ${REMEMBERED_DAYS}
  group by title_id`

const RANK = `
  insert into playback.popular_titles (country, title_id, score)
  select country, title_id, score
  from (
    select country, title_id, score,
      row_number() over (partition by country order by score desc, title_id) as place,
      sum(plays) over (partition by country) as plays_of_country,
      count(*) over (partition by country) as titles_of_country
    from (
      select country, title_id, sum(profiles) as plays,
        ${WEIGHED} as score
      from playback.title_days where day > ?::date - ${REMEMBERED_DAYS}
      group by country, title_id
    ) as scored
  ) as ranked
  where place <= ${MOST_TITLES} and (country = '${EVERYWHERE}'
    or plays_of_country >= ${ENOUGH_PLAYS} and titles_of_country >= ${ENOUGH_TITLES})`

/** A title is trending by its plays on these days, beside those before. */
const LATELY_DAYS = 2
/** Plays a day that a title is taken to have had before, so that its first few are no trend. */
const QUIET = 2
/** Fewer plays lately are chance. */
const FEWEST_LATELY = 5

/** How many times as many plays a day it has lately as on the days before. */
const TREND = `
  insert into playback.trending_titles (country, title_id, score)
  select country, title_id, score
  from (
    select country, title_id, score,
      row_number() over (partition by country order by score desc, title_id) as place
    from (
      select country, title_id,
        (coalesce(sum(profiles) filter (where day > ?::date - ${LATELY_DAYS}), 0)::float8
            / ${LATELY_DAYS} + ${QUIET})
          / (coalesce(sum(profiles) filter (where day <= ?::date - ${LATELY_DAYS}), 0)::float8
            / ${REMEMBERED_DAYS - LATELY_DAYS} + ${QUIET}) as score
      from playback.title_days where day > ?::date - ${REMEMBERED_DAYS}
      group by country, title_id
      having coalesce(sum(profiles) filter (where day > ?::date - ${LATELY_DAYS}), 0)
        >= ${FEWEST_LATELY}
    ) as scored
    where score > 1
  ) as ranked
  where place <= ${MOST_TITLES} and (country = '${EVERYWHERE}'
    or country in (select country from playback.popular_titles))`

/**
 * Works out what is popular: profiles that played a title, each day's weighted by its age, in all
 * countries together and in each that has enough plays; and what is trending, in the same. The
 * catalogue takes over what is popular. Safe to repeat; two workers never do it at once. Whoever asks
 * meanwhile gets the list before.
 */
export class RollUpPopularity {
  /** Answers false when another process is at it. */
  async handle(): Promise<boolean> {
    const scores = await this.#rollUp()
    if (!scores) return false
    await new SetPopularity().handle({ scores })
    return true
  }

  #rollUp(): Promise<PopularScore[] | null> {
    return db.transaction(async (trx) => {
      const { rows } = await trx.rawQuery<{ rows: { locked: boolean }[] }>(
        'select pg_try_advisory_xact_lock(?) as locked',
        [LOCK]
      )
      if (!rows[0]?.locked) return null
      const today = dayOf(clock.now())
      const from = await firstOpenDay(trx)
      await trx.rawQuery('delete from playback.title_days where day >= ? or day < ?', [
        ...[from, dayOf(clock.now() - 2 * REMEMBERED_DAYS * DAY_MS)],
      ])
      await trx.rawQuery(COUNT_DAYS, [firstIdAt(Date.parse(from)), `${from} 00:00:00+00`])
      await trx.rawQuery('delete from playback.popular_titles')
      await trx.rawQuery(RANK, [today, today])
      await trx.rawQuery('delete from playback.trending_titles')
      await trx.rawQuery(TREND, [today, today, today, today])
      const scored = await trx.rawQuery<{ rows: PopularScore[] }>(SCORES, [today, today])
      return scored.rows
    })
  }
}

/** The newest day that was counted, yesterday at the latest, for it may have been counted early. */
async function firstOpenDay(trx: { rawQuery: typeof db.rawQuery }): Promise<string> {
  const { rows } = await trx.rawQuery<{ rows: { day: string | null }[] }>(
    'select max(day)::text as day from playback.title_days'
  )
  const newest = rows[0]?.day
  const oldest = clock.now() - REMEMBERED_DAYS * DAY_MS
  const open = newest ? Math.min(Date.parse(newest), clock.now() - DAY_MS) : oldest
  return dayOf(Math.max(open, oldest))
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
