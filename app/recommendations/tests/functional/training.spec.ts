import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { GenerateCatalogue } from '#catalog'
import type { AccountId, ProfileId } from '#core/ids'
import { newId } from '#core/ids'
import { personalData } from '#core/personal_data'
import { GENERATED_IDS } from '#core/seeded_random'
import { issueAccessToken } from '#identity'
import { openBackend } from '#ml/backend'
import { CompareModels } from '../../actions/compare_models.js'
import { DeleteGeneratedHistory, GenerateHistory } from '../../actions/generate_history.js'
import { RunTraining, type TrainingWish } from '../../actions/run_training.js'
import { modelStore } from '../../registry/model_store.js'
import { readHistory } from '../../training/read_history.js'
import { asOnlyTraining } from '../../training/training_lock.js'
import { BROKE_OFF } from '../../training/training_run.js'

const VIEWERS = { profiles: 80, perProfile: 15, groups: 4, weeks: 10, seed: 7 }
const RUNS = '/v1/staff/recommendations/runs'

async function train(more: Partial<TrainingWish> = {}) {
  const backend = await openBackend()
  return new RunTraining().handle({
    ...{ choice: 'ease', split: 'last', k: 10, seed: 42, budgetMs: 60_000 },
    ...{ backend, versions: { flixflow: 'test' } },
    ...more,
  })
}

const runs = () => db.from('recommendations.training_runs').orderBy('id')
const models = () => db.from('recommendations.models').orderBy('version')
const filesOnDisk = async () => (await modelStore.list()).sort()
const now = () => Date.now() / 1000

async function emptyCatalogue(): Promise<void> {
  await db.rawQuery(
    `truncate catalog.titles, catalog.people, catalog.collections,
       playback.progress, playback.play_sessions cascade`
  )
}

async function forgetModels(): Promise<void> {
  await db.rawQuery('truncate recommendations.models, recommendations.training_runs cascade')
  await drive.use().deleteAll('recommendations/models/')
}

async function editorToken(): Promise<string> {
  const { token } = await issueAccessToken({
    ...{ accountId: newId<AccountId>(), deviceId: newId(), roles: ['viewer', 'editor'] },
    profiles: [],
  } as Parameters<typeof issueAccessToken>[0])
  return token
}

/** A profile with a history, and the account that it belongs to. */
async function someViewer(): Promise<{ profileId: ProfileId; accountId: AccountId }> {
  return db
    .from('identity.profiles')
    .where('id', '>=', GENERATED_IDS.first)
    .where('id', '<', GENERATED_IDS.last)
    .whereIn('id', db.from('playback.progress').select('profile_id'))
    .select('id as profileId', 'account_id as accountId')
    .firstOrFail()
}

test.group('A training', (group) => {
  group.setup(async () => {
    await emptyCatalogue()
    await forgetModels()
    await new GenerateCatalogue().handle({ titles: 60, seed: 3 })
    await new GenerateHistory().handle(VIEWERS)
  })
  group.teardown(async () => {
    await new DeleteGeneratedHistory().handle()
    await emptyCatalogue()
  })
  group.each.teardown(forgetModels)

  test('learns from what was watched, and the first good model serves', async ({
    assert,
    client,
  }) => {
    const { outcome, reason, report } = await train()
    assert.equal(outcome, 'promoted')
    assert.match(reason, /no model serves yet/)
    const [model] = await models()
    assert.equal(model.state, 'promoted')
    assert.equal(model.kind, 'ease')
    assert.equal(report!.verdict.modelId, model.id)
    const ndcg = (name: 'chosen' | 'popularity') => report!.metrics[name]!['ndcg@10']!.value
    assert.isAbove(ndcg('chosen'), ndcg('popularity'))
    assert.deepEqual(report!.metrics.ease, report!.metrics.chosen)

    const page = await client.get(RUNS).bearerToken(await editorToken())
    page.assertStatus(200)
    const [run] = page.body().items
    assert.equal(run.outcome, 'promoted')
    assert.equal(run.modelId, model.id)
    assert.equal(run.modelVersion, model.version)
    assert.equal(run.data.titles, 60)
    assert.equal(run.metrics.chosen['ndcg@10'].value, ndcg('chosen'))
  })

  test('is compared with the model that serves, and says so', async ({ assert }) => {
    await train()
    const { outcome, report } = await train({ choice: 'edlae' })
    assert.equal(report!.promoted!.as, 'fitted anew')
    assert.exists(report!.differences.promoted)
    assert.include(['promoted', 'kept'], outcome)
  })

  test('keeps the model that serves when the new one is no better than the rails', async ({
    assert,
  }) => {
    await train()
    const { outcome, reason } = await train({ choice: 'popularity' })
    assert.equal(outcome, 'kept')
    assert.match(reason, /the same to everybody/)
    const [first, second] = await models()
    assert.equal(first.state, 'promoted')
    assert.equal(second.state, 'registered')
  })

  test('makes models that are compared by the same lists', async ({ assert }) => {
    await train()
    await train()
    const [first, second] = await models()
    const compared = await new CompareModels().handle({
      ...{ models: [first.id, String(second.version)], split: 'last', k: 10, seed: 1 },
      backend: await openBackend(),
    })
    assert.equal(compared.as, 'fitted anew')
    assert.equal(compared.second.id, second.id)
    assert.deepEqual(compared.ndcg, { value: 0, low: 0, high: 0, better: 0 })
    assert.deepEqual(compared.first.evaluation, compared.second.evaluation)
    assert.isAbove(compared.first.evaluation.ndcg.value, 0)
  })

  test('is left out when nothing has changed, and not once somebody is gone', async ({
    assert,
  }) => {
    await train()
    const second = await train({ ifChanged: true })
    assert.equal(second.outcome, 'skipped')
    assert.match(second.reason, /^Nothing was watched/)
    const third = await train({ ifChanged: true })
    assert.equal(third.outcome, 'skipped')

    const { profileId, accountId } = await someViewer()
    await personalData.eraseProfile({ profileId, accountId })
    const fourth = await train({ ifChanged: true })
    assert.notEqual(fourth.outcome, 'skipped')
    assert.deepEqual((await runs()).map(({ outcome }) => outcome).slice(0, 3), [
      'promoted',
      'skipped',
      'skipped',
    ])
  })

  test('does not learn from who was erased, nor from what was taken out', async ({ assert }) => {
    const { profileId, accountId } = await someViewer()
    const before = await readHistory(now())
    assert.include(before.data.profiles, profileId)
    await db
      .from('playback.progress')
      .where('profile_id', profileId)
      .update({ hidden_at: new Date() })
    await db.from('catalog.opinions').where('profile_id', profileId).delete()
    assert.notInclude((await readHistory(now())).data.profiles, profileId)
    await personalData.eraseProfile({ profileId, accountId })
    assert.notInclude((await readHistory(now())).data.profiles, profileId)
  })

  test('does not learn from what a profile watched before it began anew', async ({ assert }) => {
    const { profile_id: profileId } = await db
      .from('playback.progress')
      .select('profile_id')
      .firstOrFail()
    assert.include((await readHistory(now())).data.profiles, profileId)
    await db.table('recommendations.resets').insert({ profile_id: profileId, reset_at: new Date() })
    assert.notInclude((await readHistory(now())).data.profiles, profileId)
    await db.from('recommendations.resets').delete()
  })

  test('leaves no trace of a viewer in the files of a model', async ({ assert }) => {
    const { data } = await readHistory(now())
    await train()
    for (const name of await filesOnDisk()) {
      const bytes = Buffer.from(await drive.use().getBytes(`recommendations/models/${name}`))
      for (const id of data.profiles) {
        assert.isFalse(bytes.includes(id), `${name} names a profile`)
        assert.isFalse(bytes.includes(Buffer.from(id.replaceAll('-', ''), 'hex')))
      }
    }
  })

  test('is the only one, whoever begins another', async ({ assert, client }) => {
    await asOnlyTraining(async () => {
      await db
        .table('recommendations.training_runs')
        .insert({ id: newId(), started_at: new Date() })
      await assert.rejects(() => train(), /runs already/)
      const page = await client.get(RUNS).bearerToken(await editorToken())
      assert.equal(page.body().items[0].outcome, 'running')
    })
    const page = await client.get(RUNS).bearerToken(await editorToken())
    assert.equal(page.body().items[0].outcome, 'failed')
    assert.equal(page.body().items[0].reason, BROKE_OFF)
  })

  test('as a trial leaves nothing behind', async ({ assert }) => {
    const { outcome, report } = await train({ dryRun: true })
    assert.equal(outcome, 'judged')
    assert.isNull(report!.verdict.modelId)
    assert.deepEqual(await models(), [])
    assert.deepEqual(await runs(), [])
    assert.deepEqual(await filesOnDisk(), [])
  })

  test('that fails says why, and leaves no model', async ({ assert }) => {
    await assert.rejects(() => train({ choice: 'nonsense' as 'ease' }), /no kind of model/)
    const [run] = await runs()
    assert.equal(run.outcome, 'failed')
    assert.match(run.reason, /no kind of model nonsense/)
    assert.deepEqual(await models(), [])
  })

  test('killed at any moment leaves nothing half-done, and the next one goes as ever', async ({
    assert,
  }) => {
    let killed = 0
    for (const part of ['read', 'fit chosen', 'judge chosen', 'fit on all', 'register']) {
      if (await trainUntil(part)) killed++
      // Each model that is listed can be loaded, and no other file is named by anything.
      const listed = await models()
      for (const model of listed) assert.include(['registered', 'promoted'], model.state)
      assert.isAtMost(listed.filter(({ state }) => state === 'promoted').length, 1)
    }
    assert.equal(killed, 5)
    await modelStore.put('left-behind/arrays.bin', new Uint8Array(8))
    await drive.use().put(`recommendations/models/${newId()}/manifest.json.partial`, '{')
    const { report } = await train()
    const artefacts = (await models()).map(({ artefact }) => artefact)
    assert.deepEqual(
      await filesOnDisk(),
      artefacts.flatMap((id) => [`${id}/arrays.bin`, `${id}/manifest.json`]).sort()
    )
    assert.include(artefacts, report!.verdict.modelId!)
    const unfinished = await runs().whereNull('outcome')
    assert.deepEqual(unfinished, [])
  }).timeout(180_000)
})

/** Runs the command in a process of its own and kills it when it tells of this part. */
async function trainUntil(part: string): Promise<boolean> {
  const child = spawn(process.execPath, ['ace.js', 'train', '--model=ease', '--k=10'], {
    cwd: app.makePath(),
    env: process.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said.includes(part)) child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.once('exit', resolve))
  // PostgreSQL notices within a moment that the holder of the lock is gone.
  await pause(200)
  return child.signalCode === 'SIGKILL'
}
