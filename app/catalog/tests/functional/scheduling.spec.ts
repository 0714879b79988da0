import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import emitter from '@adonisjs/core/services/emitter'
import db from '@adonisjs/lucid/services/db'
import type { TitleId } from '#core/ids'
import { CreateTitle } from '../../actions/create_title.js'
import { databaseTime, KeepSchedule, untilNextDue } from '../../actions/keep_schedule.js'
import { ScheduleTitle } from '../../actions/schedule.js'
import { UnpublishTitle } from '../../actions/unpublish_title.js'
import { UpdateTitle } from '../../actions/update_title.js'
import { TitlePublished } from '../../events.js'
import { runScheduleClock } from '../../jobs/schedule_clock.js'
import Episode from '../../models/episode.js'
import Title from '../../models/title.js'
import { COMPLETE, publishAsset, publishedFilm, publishedShow, viewer } from '../catalogue.js'

const PAST = '2020-01-01T00:00:00.000Z'
const LATER_PAST = '2021-01-01T00:00:00.000Z'
const FUTURE = '2999-01-01T00:00:00.000Z'

/** A complete draft. */
async function draft(): Promise<Title> {
  const film = await publishedFilm()
  await new UnpublishTitle().handle({ titleId: film.id })
  return film
}

const stateOf = async (id: TitleId) => (await Title.findOrFail(id)).state

const schedule = (titleId: TitleId, publishAt: string | null, unpublishAt: string | null = null) =>
  new ScheduleTitle().handle({ titleId, publishAt, unpublishAt })

const keep = () => new KeepSchedule().handle()

test.group('Schedules', (group) => {
  group.each.setup(async () => {
    await db.rawQuery(
      'truncate catalog.titles, catalog.genres, catalog.people, catalog.changes cascade'
    )
    await db.rawQuery('update catalog.boundaries_told set until = now()')
  })

  test('a title is published at its time and taken back at another', async ({ client, assert }) => {
    const { token } = await viewer(['editor'])
    const film = await draft()
    const put = (body: object) =>
      client.put(`/v1/titles/${film.id}/schedule`).json(body).bearerToken(token)
    const planned = await put({ publishAt: FUTURE, unpublishAt: null })
    planned.assertBodyContains({ publishAt: FUTURE, state: 'draft' })
    await keep()
    assert.equal(await stateOf(film.id), 'draft')

    await put({ publishAt: PAST, unpublishAt: FUTURE })
    await keep()
    const out = await client.get(`/v1/staff/titles/${film.id}`).bearerToken(token)
    out.assertBodyContains({ state: 'published', publishAt: null, unpublishAt: FUTURE })

    await db.rawQuery('update catalog.titles set unpublish_at = now()')
    await keep()
    const back = await client.get(`/v1/staff/titles/${film.id}`).bearerToken(token)
    back.assertBodyContains({ state: 'draft', unpublishAt: null, publishedAt: null })
    const history = await client.get(`/v1/titles/${film.id}/changes?limit=3`).bearerToken(token)
    assert.containsSubset(history.body().items, [
      { action: 'unpublish', accountId: null },
      { action: 'publish', accountId: null },
    ])
  })

  test('what is not complete at its time says what is missing, and comes out once it is', async ({
    client,
    assert,
  }) => {
    const { token } = await viewer(['editor'])
    const film = await new CreateTitle().handle({ kind: 'film', name: 'Late', ...COMPLETE })
    await schedule(film.id, PAST)
    await keep()
    const list = await client.get('/v1/staff/titles?schedule=failed').bearerToken(token)
    assert.containsSubset(list.body().items, [{ id: film.id, state: 'draft', publishAt: PAST }])
    const { scheduleFailure } = list.body().items[0]
    assert.deepEqual(
      scheduleFailure.missing.map((part: { field: string }) => part.field),
      ['artwork.poster', 'artwork.backdrop', 'stream']
    )
    await keep()
    assert.equal(await stateOf(film.id), 'draft')
    await publishAsset({ titleId: film.id })
    await keep()
    const out = await client.get(`/v1/staff/titles/${film.id}`).bearerToken(token)
    out.assertBodyContains({ state: 'published', scheduleFailure: null, publishAt: null })
  })

  test('a draft whose whole time has passed is not published any more', async ({ assert }) => {
    const film = await draft()
    await schedule(film.id, PAST, LATER_PAST)
    await keep()
    const { state, publishAt, unpublishAt } = await Title.findOrFail(film.id)
    assert.deepEqual(
      { state, publishAt, unpublishAt },
      {
        state: 'draft',
        publishAt: null,
        unpublishAt: null,
      }
    )
  })

  test('several workers publish it once, and viewers are told once', async ({
    assert,
    cleanup,
  }) => {
    const film = await draft()
    await schedule(film.id, PAST)
    const events = emitter.fake([TitlePublished])
    cleanup(() => emitter.restore())
    await Promise.all(Array.from({ length: 4 }, keep))
    events.assertEmittedCount(TitlePublished, 1)
    const publications = await db
      .from('catalog.changes')
      .where({ action: 'publish', title_id: film.id })
      .whereNull('account_id')
    // One by the test, which made it complete, and one by the schedule.
    assert.lengthOf(publications, 2)
  })

  test('an editor who takes the schedule away in time is faster', async ({ assert }) => {
    const film = await draft()
    await schedule(film.id, FUTURE)
    await schedule(film.id, null)
    await db.rawQuery('update catalog.titles set publish_at = null')
    await keep()
    assert.equal(await stateOf(film.id), 'draft')
  })

  test('episodes come out one by one, and publishing the show brings out none before its time', async ({
    client,
    assert,
  }) => {
    const { token } = await viewer(['editor'])
    const { show, episodes } = await publishedShow([2])
    const [first, second] = episodes as [Episode, Episode]
    for (const episode of episodes) {
      await client.post(`/v1/episodes/${episode.id}/unpublish`).bearerToken(token)
    }
    const plan = (id: string, publishAt: string) =>
      client
        .put(`/v1/episodes/${id}/schedule`)
        .json({ publishAt, unpublishAt: null })
        .bearerToken(token)
    await plan(first.id, PAST)
    await plan(second.id, FUTURE)
    await keep()
    const states = async () =>
      Promise.all(episodes.map(async ({ id }) => (await Episode.findOrFail(id)).state))
    assert.deepEqual(await states(), ['published', 'draft'])
    await client.post(`/v1/titles/${show.id}/publish`).bearerToken(token)
    assert.deepEqual(await states(), ['published', 'draft'])
    await plan(second.id, PAST)
    await keep()
    assert.deepEqual(await states(), ['published', 'published'])
  })

  test('a window that opens is told of once, and one that closes is not', async ({
    cleanup,
    assert,
  }) => {
    const film = await publishedFilm()
    await new UpdateTitle().handle({
      titleId: film.id,
      availability: [{ country: 'DE', startsAt: FUTURE, endsAt: null }],
    })
    await keep()
    const events = emitter.fake([TitlePublished])
    cleanup(() => emitter.restore())
    await keep()
    events.assertNotEmitted(TitlePublished)
    await db.rawQuery('update catalog.availability set starts_at = clock_timestamp()')
    await keep()
    events.assertEmitted(TitlePublished, ({ data }) => data.titleId === film.id)
    await keep()
    await db.rawQuery('update catalog.availability set ends_at = clock_timestamp()')
    await keep()
    events.assertEmittedCount(TitlePublished, 1)
    assert.isNull(await untilNextDue(await databaseTime()))
  })

  test('a schedule cannot end before it begins', async ({ client, assert }) => {
    const { token } = await viewer(['editor'])
    const film = await draft()
    const refused = await client
      .put(`/v1/titles/${film.id}/schedule`)
      .json({ publishAt: FUTURE, unpublishAt: PAST })
      .bearerToken(token)
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'unpublishAt')
  })

  test('the clock of a worker wakes for what is scheduled while it sleeps, never too early', async ({
    assert,
    cleanup,
  }) => {
    const film = await draft()
    cleanup(runScheduleClock())
    await pause(50)
    const at = new Date(Date.now() + 1_500)
    await schedule(film.id, at.toISOString())
    while ((await stateOf(film.id)) === 'draft') await pause(20)
    const { publishedAt } = await Title.findOrFail(film.id)
    assert.isAtLeast(publishedAt!.toMillis(), at.getTime())
  })

  test('what becomes due while the clock looks is seen by the next look, which comes at once', async ({
    assert,
  }) => {
    const film = await draft()
    await schedule(film.id, FUTURE)
    const since = await databaseTime()
    await keep()
    await db.rawQuery('update catalog.titles set publish_at = clock_timestamp()')
    assert.isAtMost((await untilNextDue(since))!, 0)
    await keep()
    assert.equal(await stateOf(film.id), 'published')
    assert.isNull(await untilNextDue(since))
  })

  test('what was due while no worker ran is done when one starts', async ({ assert, cleanup }) => {
    const film = await draft()
    await schedule(film.id, PAST)
    cleanup(runScheduleClock())
    while ((await stateOf(film.id)) === 'draft') await pause(20)
    assert.equal(await stateOf(film.id), 'published')
  })
})
