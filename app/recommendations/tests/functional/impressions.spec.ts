import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import impressions from '#config/impressions'
import { clock } from '#core/clock'
import { newId, type Id } from '#core/ids'
import { personalData } from '#core/personal_data'
import { viewer, type Viewer } from '#database/factories/viewers'
import { countQueries } from '#tests/query_count'
import { TidyImpressions } from '../../actions/tidy_impressions.js'
import { armOf, type ExperimentId } from '../../experiments/experiment.js'
import { runningExperiment } from '../../experiments/running_experiment.js'
import { modelRow } from '../support/kept_models.js'

const DAY_MS = 24 * 3_600_000

const event = (fields: object = {}) => ({
  ...{ event: 'shown', rail: 'for-you', place: 1, position: 0 },
  ...{ titleId: newId(), agoMs: 1500 },
  ...fields,
})

function send(client: ApiClient, me: Viewer, events: object[], viewId: string = newId()) {
  return client
    .post(`/v1/profiles/${me.profileId}/impressions`)
    .bearerToken(me.token)
    .json({ viewId, events })
}

const keptOf = (profileId: string) =>
  db.from('recommendations.impressions').where('profile_id', profileId).orderBy('position')

/** An experiment that the process knows of as if it had just asked. */
async function startExperiment(modelA: string, modelB: string): Promise<ExperimentId> {
  const id = newId<ExperimentId>()
  await db.table('recommendations.experiments').insert({
    ...{ id, model_a: modelA, model_b: modelB, share_b: 0.5, started_at: new Date() },
  })
  await runningExperiment.refresh()
  return id
}

test.group('What a profile was shown and clicked', (group) => {
  group.each.teardown(async () => {
    clock.restore()
    await db.from('recommendations.experiments').delete()
    await runningExperiment.refresh()
  })

  test('is on disk when it is answered, with its model, rail and position', async ({
    client,
    assert,
  }) => {
    const me = await viewer()
    const model = await modelRow()
    const titleId = newId()
    clock.freeze()
    const response = await send(client, me, [
      event({ titleId, model, position: 3, explored: true }),
      event({ event: 'clicked', titleId, model, position: 3, agoMs: 0 }),
      event({ rail: 'new', place: 4, position: 9 }),
    ])
    response.assertStatus(204)
    const rows = await keptOf(me.profileId)
    assert.lengthOf(rows, 3)
    const shown = rows.find((row) => row.event === 'shown' && row.rail === 'for-you')
    assert.deepInclude(shown, {
      ...{ title_id: titleId, model_id: model, place: 1, position: 3, explored: true },
      ...{ experiment_id: null, arm: null, at: new Date(clock.now() - 1500) },
    })
    assert.deepInclude(rows.at(-1), { rail: 'new', model_id: null, explored: false })
  })

  test('counts once, however often a page sends it', async ({ client, assert }) => {
    const me = await viewer()
    const viewId = newId()
    const events = [event(), event({ position: 1 })]
    for (let times = 0; times < 3; times++) {
      const response = await send(client, me, [...events, events[0]!], viewId)
      response.assertStatus(204)
    }
    assert.lengthOf(await keptOf(me.profileId), 2)
    await send(client, me, events)
    assert.lengthOf(await keptOf(me.profileId), 4)
  })

  test('names no model that there is not, whatever a client says', async ({ client, assert }) => {
    const me = await viewer()
    const response = await send(client, me, [event({ model: newId() })])
    response.assertStatus(204)
    const [row] = await keptOf(me.profileId)
    assert.isNull(row.model_id)
  })

  test('counts for an experiment only by the model of the profile’s own arm', async ({
    client,
    assert,
  }) => {
    const me = await viewer()
    const [a, b, other] = [await modelRow(), await modelRow(), await modelRow()]
    const id = await startExperiment(a, b)
    const arm = armOf(me.profileId, { id, shareB: 0.5 })
    const [own, foreign] = arm === 'a' ? [a, b] : [b, a]
    await send(client, me, [
      ...[event({ model: own, position: 0 }), event({ model: foreign, position: 1 })],
      ...[event({ model: other, position: 2 }), event({ position: 3 })],
    ])
    const rows = await keptOf(me.profileId)
    assert.deepEqual(
      rows.map((row) => [row.experiment_id, row.arm]),
      [
        [id, arm],
        [null, null],
        [null, null],
        [null, null],
      ]
    )
  })

  test('is written by one statement, whatever a report holds', async ({ client, assert }) => {
    const me = await viewer()
    await send(client, me, [event()])
    const events = Array.from({ length: 200 }, (_, position) => event({ position }))
    const queries = await countQueries(async () => {
      ;(await send(client, me, events)).assertStatus(204)
    })
    assert.equal(queries, 1)
    assert.lengthOf(await keptOf(me.profileId), 201)
  })

  test('may be of any day: its partition is made when it is missing', async ({
    client,
    assert,
  }) => {
    const me = await viewer()
    clock.freeze(Date.now() + 400_000)
    const { rows } = await db.rawQuery<{ rows: { name: string }[] }>(
      `select inhrelid::regclass::text as name from pg_inherits
       where inhparent = 'recommendations.impressions'::regclass`
    )
    for (const { name } of rows) await db.rawQuery(`drop table ${name}`)
    ;(await send(client, me, [event()])).assertStatus(204)
    assert.lengthOf(await keptOf(me.profileId), 1)
  })

  test('is dropped when it is too old, and only then', async ({ client, assert }) => {
    const me = await viewer()
    await send(client, me, [event()])
    clock.freeze(Date.now() + (impressions.days - 1) * DAY_MS)
    await new TidyImpressions().handle()
    assert.lengthOf(await keptOf(me.profileId), 1)
    clock.advance(2 * DAY_MS)
    await new TidyImpressions().handle()
    assert.lengthOf(await keptOf(me.profileId), 0)
  })

  test('is refused when it is none: another’s profile, odd fields, too much', async ({
    client,
  }) => {
    const me = await viewer()
    const other = await viewer()
    const forged = await client
      .post(`/v1/profiles/${other.profileId}/impressions`)
      .bearerToken(me.token)
      .json({ viewId: newId(), events: [event()] })
    forged.assertStatus(404)
    for (const fields of [
      ...[{ position: -1 }, { position: 1.5 }, { place: 100 }, { agoMs: DAY_MS + 1 }],
      ...[{ rail: 'For you' }, { rail: 'a\u0000' }, { titleId: 'x' }, { model: 'x' }],
      ...[{ event: 'bought' }, { arm: 'a' }, { explored: 'yes' }],
    ]) {
      ;(await send(client, me, [event(fields)])).assertStatus(422)
    }
    ;(await send(client, me, [])).assertStatus(422)
    const many = Array.from({ length: 201 }, (_, position) => event({ position }))
    ;(await send(client, me, many)).assertStatus(422)
  })

  test('is taken so often in a minute, and no more', async ({ client, assert }) => {
    const me = await viewer()
    for (let times = 0; times < 60; times++) {
      ;(await send(client, me, [event()])).assertStatus(204)
    }
    const refused = await send(client, me, [event()])
    refused.assertStatus(429)
    assert.equal(refused.header('retry-after'), '60')
  })

  test('is exported with the account’s data, and leaves with it', async ({ client, assert }) => {
    const [me, other] = [await viewer(), await viewer()]
    const titleId = newId<Id<string>>()
    await send(client, me, [event({ titleId })])
    await send(client, other, [event()])
    const subject = {
      ...{ accountId: me.accountId, email: 'a@example.com', deviceIds: [] },
      profileIds: [me.profileId],
    }
    const keeper = personalData.keepers.find(({ section }) => section === 'recommendations')!
    const { shown } = (await keeper.exportOf(subject)) as { shown: { title_id: string }[] }
    assert.deepEqual(
      shown.map((row) => row.title_id),
      [titleId]
    )
    await keeper.eraseAccount(subject)
    assert.lengthOf(await keptOf(me.profileId), 0)
    assert.lengthOf(await keptOf(other.profileId), 1)
    await keeper.eraseProfile({ accountId: other.accountId, profileId: other.profileId })
    assert.lengthOf(await keptOf(other.profileId), 0)
  })
})
