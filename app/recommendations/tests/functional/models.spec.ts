import { setTimeout as pause } from 'node:timers/promises'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { newId, type AccountId } from '#core/ids'
import { issueAccessToken } from '#identity'
import { PromoteModel } from '../../actions/promote_model.js'
import { RollBack } from '../../actions/roll_back.js'
import { ServedModels, servedModels } from '../../registry/served_models.js'
import { registeredModel } from '../support/kept_models.js'

const MODELS = '/v1/staff/recommendations/models'

async function staff(role: 'editor' | 'admin' | 'viewer'): Promise<string> {
  const { token } = await issueAccessToken({
    ...{ accountId: newId<AccountId>(), deviceId: newId(), roles: ['viewer', role] },
    profiles: [],
  } as Parameters<typeof issueAccessToken>[0])
  return token
}

const newModel = () => registeredModel([newId(), newId(), newId()])
const promote = (modelId: string) => new PromoteModel().handle({ modelId })
const fileOf = (modelId: string, file: string) => `recommendations/models/${modelId}/${file}`

async function damage(modelId: string): Promise<void> {
  const path = fileOf(modelId, 'arrays.bin')
  const bytes = await drive.use().getBytes(path)
  bytes[0]! ^= 1
  await drive.use().put(path, bytes)
}

async function forgetModels(): Promise<void> {
  servedModels.release()
  await db.rawQuery('truncate recommendations.models, recommendations.training_runs cascade')
}

test.group('The models', (group) => {
  group.each.setup(forgetModels)
  group.each.teardown(forgetModels)

  test('an editor reads which there are, the newest first, and which serves', async ({
    client,
    assert,
  }) => {
    const first = await newModel()
    const second = await newModel()
    await promote(first)
    const token = await staff('editor')
    const page = await client.get(MODELS).qs({ limit: 1 }).bearerToken(token)
    page.assertStatus(200)
    assert.equal(page.body().items[0].id, second)
    assert.equal(page.body().items[0].state, 'registered')
    assert.isNull(page.body().items[0].promotedAt)
    const { nextCursor: cursor } = page.body()
    const rest = await client.get(MODELS).qs({ limit: 1, cursor }).bearerToken(token)
    assert.equal(rest.body().items[0].id, first)
    assert.equal(rest.body().items[0].state, 'promoted')
    assert.isNull(rest.body().nextCursor)
  })

  test('an admin says which serves, and an editor does not', async ({ client, assert }) => {
    const [first, second] = [await newModel(), await newModel()]
    const admin = await staff('admin')
    for (const id of [first, second]) {
      const answer = await client.post(`${MODELS}/${id}/promote`).bearerToken(admin)
      answer.assertStatus(200)
      assert.equal(answer.body().state, 'promoted')
    }
    const back = await client.post(`${MODELS}/rollback`).bearerToken(admin)
    assert.equal(back.body().id, first)
    const again = await client.post(`${MODELS}/rollback`).bearerToken(admin)
    again.assertStatus(409)
    assert.equal(again.body().code, 'recommendations.nothing-to-roll-back')
    const unknown = await client.post(`${MODELS}/${newId()}/promote`).bearerToken(admin)
    unknown.assertStatus(404)

    const editor = await staff('editor')
    for (const path of [`${MODELS}/${second}/promote`, `${MODELS}/rollback`]) {
      const refused = await client.post(path).bearerToken(editor)
      refused.assertStatus(403)
    }
    const states = await db.from('recommendations.models').orderBy('version').select('id', 'state')
    assert.deepEqual(states, [
      { id: first, state: 'promoted' },
      { id: second, state: 'retired' },
    ])
  })

  test('one serves, however many are promoted at once', async ({ assert }) => {
    const ids = await Promise.all([newModel(), newModel(), newModel(), newModel()])
    await Promise.all(ids.map(promote))
    const promoted = await db.from('recommendations.models').where('state', 'promoted')
    assert.lengthOf(promoted, 1)
    assert.lengthOf(await db.from('recommendations.models').where('state', 'retired'), 3)
  })

  test('a rollback goes back one model at a time', async ({ assert }) => {
    const [a, b, c] = [await newModel(), await newModel(), await newModel()]
    for (const id of [a, b, c]) await promote(id)
    assert.equal((await new RollBack().handle()).id, b)
    assert.equal((await new RollBack().handle()).id, a)
    await assert.rejects(() => new RollBack().handle(), /No model has served before/)
  })

  test('a damaged one is not promoted, and not rolled back to', async ({ assert }) => {
    const [good, bad] = [await newModel(), await newModel()]
    await promote(bad)
    await promote(good)
    await damage(bad)
    await assert.rejects(() => promote(bad), /the checksum of its arrays differs/)
    await assert.rejects(() => new RollBack().handle(), /the checksum of its arrays differs/)
    const [promoted] = await db.from('recommendations.models').where('state', 'promoted')
    assert.equal(promoted.id, good)
  })
})

test.group('What a process serves', (group) => {
  group.each.teardown(async () => {
    servedModels.release()
    await db.rawQuery('truncate recommendations.models, recommendations.training_runs cascade')
  })

  test('is nothing without a model, then the promoted one', async ({ assert }) => {
    await servedModels.refresh()
    assert.isNull(servedModels.current())
    const titleIds = [newId(), newId()]
    const id = await registeredModel(titleIds)
    await servedModels.refresh()
    assert.isNull(servedModels.current())

    await promote(id)
    await servedModels.refresh()
    const served = servedModels.current()!
    assert.equal(served.id, id)
    assert.deepEqual(served.titleIds, titleIds)
    assert.equal(served.indexOf.get(titleIds[1]!), 1)
    const out = new Float32Array(2)
    const none = {
      titles: new Uint32Array(0),
      weights: new Float32Array(0),
      times: new Float64Array(0),
    }
    served.model.score(none, Date.now() / 1000, out)
    assert.isTrue(out.every(Number.isFinite))
  })

  test('goes on when the next model is damaged, and takes it up once it is mended', async ({
    assert,
  }) => {
    const [old, next] = [await newModel(), await newModel()]
    await promote(old)
    await servedModels.refresh()
    await promote(next)
    const path = fileOf(next, 'arrays.bin')
    const whole = await drive.use().getBytes(path)
    await damage(next)
    await servedModels.refresh()
    assert.equal(servedModels.current()!.id, old)
    assert.isTrue(servedModels.refused)

    await drive.use().put(path, whole)
    const fresh = new ServedModels()
    await fresh.refresh()
    assert.equal(fresh.current()!.id, next)
    fresh.release()
  })

  test('is nothing when the only model is damaged', async ({ assert }) => {
    const only = await newModel()
    await promote(only)
    await drive.use().delete(fileOf(only, 'manifest.json'))
    await servedModels.refresh()
    assert.isNull(servedModels.current())
    assert.isTrue(servedModels.refused)
  })

  test('is held also for an experiment, and let go of when nobody wants it', async ({ assert }) => {
    const [promoted, tried] = [await newModel(), await newModel()]
    await promote(promoted)
    const models = new ServedModels()
    let wanted = [tried]
    models.alsoHold(async () => wanted)
    await models.refresh()
    assert.equal(models.of(tried)!.id, tried)
    assert.equal(models.current()!.id, promoted)
    wanted = []
    await models.refresh()
    assert.isNull(models.of(tried))
    models.release()
  })

  test('follows promotions and rollbacks by itself', async ({ assert }) => {
    const [first, second] = [await newModel(), await newModel()]
    await promote(first)
    const models = new ServedModels()
    await models.follow(5_000)
    assert.equal(models.current()!.id, first)
    await promote(second)
    await until(() => models.current()!.id === second)
    await new RollBack().handle()
    await until(() => models.current()!.id === first)
    models.release()
    assert.isNull(models.current())
  })
})

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    if (holds()) return
    await pause(50)
  }
  throw new Error('It did not come to pass')
}
