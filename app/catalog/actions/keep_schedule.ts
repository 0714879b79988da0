import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { EpisodeId, TitleId } from '#core/ids'
import { TitlePublished } from '../events.js'
import { E_CATALOG_INCOMPLETE, E_EPISODE_NOT_FOUND, E_TITLE_NOT_FOUND } from '../errors.js'
import type { ScheduleFailure } from '../models/title.js'
import { PublishEpisode } from './publish_episode.js'
import { PublishTitle } from './publish_title.js'
import { UnpublishEpisode } from './unpublish_episode.js'
import { UnpublishTitle } from './unpublish_title.js'

/** How many of each kind one round takes: the rest follow in the next, which begins at once. */
const AT_ONCE = 200

interface Due<Id> {
  id: Id
  /** Of the title, or of the episode's show. */
  version: number
}

/**
 * Does what the schedules in the database ask for by now: publishes, takes back, and tells of windows
 * that opened. Each is looked at again behind the lock of its title, so several workers do
 * it once, and one that was away does it when it is back.
 *
 * What is not complete at its time stays a draft and says what is missing. The next edit of the
 * title lets it be tried again, so that it comes out as soon as it is complete.
 */
export class KeepSchedule {
  /** @returns whether more is due already than one round takes */
  async handle(): Promise<boolean> {
    const done = [
      await this.#publishTitles(),
      await this.#publishEpisodes(),
      await this.#unpublishTitles(),
      await this.#unpublishEpisodes(),
    ]
    await this.#tellOfWindows()
    return done.some((count) => count === AT_ONCE)
  }

  async #publishTitles(): Promise<number> {
    const due = await find<TitleId>(
      `select t.id, t.version from catalog.titles t
       where t.state = 'draft' and t.publish_at <= now()
         and (t.unpublish_at is null or t.unpublish_at > now())
         and t.schedule_failed_version is distinct from t.version
       order by t.publish_at limit ${AT_ONCE}`
    )
    for (const { id, version } of due) {
      await published(
        () => new PublishTitle().handle({ titleId: id, atItsTime: true }),
        (failure) =>
          db.rawQuery(
            `update catalog.titles set schedule_failed_version = ?, schedule_failure = ?::jsonb
             where id = ? and state = 'draft'`,
            [version, failure, id]
          )
      )
    }
    return due.length
  }

  async #publishEpisodes(): Promise<number> {
    const due = await find<EpisodeId>(
      `select e.id, t.version from catalog.episodes e join catalog.titles t on t.id = e.title_id
       where e.state = 'draft' and e.publish_at <= now()
         and (e.unpublish_at is null or e.unpublish_at > now())
         and e.schedule_failed_version is distinct from t.version
       order by e.publish_at limit ${AT_ONCE}`
    )
    for (const { id, version } of due) {
      await published(
        () => new PublishEpisode().handle({ episodeId: id, atItsTime: true }),
        (failure) =>
          db.rawQuery(
            `update catalog.episodes set schedule_failed_version = ?, schedule_failure = ?::jsonb
             where id = ? and state = 'draft'`,
            [version, failure, id]
          )
      )
    }
    return due.length
  }

  /** Also the drafts whose whole time has passed: they are not published any more. */
  async #unpublishTitles(): Promise<number> {
    const due = await find<TitleId>(
      `select t.id, t.version from catalog.titles t where t.unpublish_at <= now()
       order by t.unpublish_at limit ${AT_ONCE}`
    )
    for (const { id } of due) {
      await unlessGone(() => new UnpublishTitle().handle({ titleId: id, atItsTime: true }))
    }
    return due.length
  }

  async #unpublishEpisodes(): Promise<number> {
    const due = await find<EpisodeId>(
      `select e.id, 0 as version from catalog.episodes e where e.unpublish_at <= now()
       order by e.unpublish_at limit ${AT_ONCE}`
    )
    for (const { id } of due) {
      await unlessGone(() => new UnpublishEpisode().handle({ episodeId: id, atItsTime: true }))
    }
    return due.length
  }

  /** Told before it is noted as told: twice does no harm, never would. */
  async #tellOfWindows(): Promise<void> {
    const { rows } = await db.rawQuery<{
      rows: { until: string; stale: boolean; opened: TitleId[] }[]
    }>(
      `select now()::text as until, b.until < now() - interval '1 minute' as stale, array(
         select distinct w.title_id
         from catalog.availability w join catalog.titles t on t.id = w.title_id
         where w.starts_at > b.until and w.starts_at <= now() and t.state = 'published') as opened
       from catalog.boundaries_told b`
    )
    const [told] = rows
    if (!told) return
    await Promise.all(told.opened.map((titleId) => TitlePublished.dispatch(titleId)))
    if (told.opened.length === 0 && !told.stale) return
    await db.rawQuery(
      'update catalog.boundaries_told set until = greatest(until, ?::timestamptz)',
      [told.until]
    )
  }
}

/** What the database's clock says. */
export async function databaseTime(): Promise<string> {
  const { rows } = await db.rawQuery<{ rows: { time: string }[] }>(
    'select clock_timestamp()::text as time'
  )
  return rows[0]!.time
}

/**
 * Milliseconds until something is due next; null when nothing is scheduled. What became due after
 * `since`, the beginning of a round that may not have seen it, is due at once.
 */
export async function untilNextDue(since: string): Promise<number | null> {
  const { rows } = await db.rawQuery<{ rows: { wait_ms: number | null }[] }>(
    `select extract(epoch from least(
       (select min(publish_at) from catalog.titles where state = 'draft' and publish_at > :since),
       (select min(publish_at) from catalog.episodes where state = 'draft' and publish_at > :since),
       (select min(unpublish_at) from catalog.titles
        where state = 'published' and unpublish_at > :since),
       (select min(unpublish_at) from catalog.episodes
        where state = 'published' and unpublish_at > :since),
       (select min(starts_at) from catalog.availability where starts_at > :since)
     ) - clock_timestamp())::float8 * 1000 as wait_ms`,
    { since }
  )
  return rows[0]?.wait_ms ?? null
}

async function find<Id>(sql: string): Promise<Due<Id>[]> {
  const { rows } = await db.rawQuery<{ rows: Due<Id>[] }>(sql)
  return rows
}

async function published(
  publish: () => Promise<unknown>,
  fail: (failure: string) => Promise<unknown>
): Promise<void> {
  await unlessGone(async () => {
    try {
      await publish()
    } catch (error) {
      if (!(error instanceof E_CATALOG_INCOMPLETE)) throw error
      const missing = error.options.fields ?? []
      const failure: ScheduleFailure = { at: new Date().toISOString(), missing }
      await fail(JSON.stringify(failure))
      logger.warn({ missing }, 'A title or episode is not complete at its time')
    }
  })
}

/** Somebody may have deleted it since it was found. */
async function unlessGone(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof E_TITLE_NOT_FOUND || error instanceof E_EPISODE_NOT_FOUND) return
    throw error
  }
}
