import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { newId } from '#core/ids'
import { issueAccessToken } from '#identity'
import { viewer, type Viewer } from '#database/factories/viewers'
import { armOf, type Arm, type ExperimentId } from '../../experiments/experiment.js'
import { servedModelFor } from '../../experiments/arm_of.js'
import { servedModels } from '../../registry/served_models.js'
import { registeredModel } from '../support/kept_models.js'

async function exec(...args: string[]) {
  ace.ui.switchMode('raw')
  const command = await ace.exec('train:experiment', args)
  const words = ace.ui.logger.getLogs().map(({ message }) => message)
  ace.ui.logger.flushLogs()
  ace.ui.switchMode('normal')
  return { exitCode: command.exitCode, words: words.join('\n') }
}

/** A viewer of the arm that is wanted. */
async function viewerIn(arm: Arm, id: ExperimentId): Promise<Viewer> {
  for (;;) {
    const some = await viewer()
    if (armOf(some.profileId, { id, shareB: 0.5 }) === arm) return some
  }
}

/** Shows a profile some titles of a model, of which it opens the first. Answers that one. */
async function lookAround(client: ApiClient, me: Viewer, model: string, titles: number) {
  const titleIds = Array.from({ length: titles }, () => newId())
  const of = (event: string, position: number) => {
    return {
      ...{ event, rail: 'for-you', place: 0, position, titleId: titleIds[position], model },
      agoMs: 10_000,
    }
  }
  const events = [...titleIds.map((_, position) => of('shown', position)), of('clicked', 0)]
  const told = await client
    .post(`/v1/profiles/${me.profileId}/impressions`)
    .bearerToken(me.token)
    .json({ viewId: newId(), events })
  told.assertStatus(204)
  return titleIds[0]!
}

async function watch(me: Viewer, titleId: string, share: number, at = new Date()) {
  await db.table('playback.progress').insert({
    ...{ profile_id: me.profileId, playable_id: titleId, title_id: titleId, session_id: newId() },
    ...{ viewing_started_at: at, observed_at: at, sequence: 1 },
    ...{ position_ms: Math.round(share * 100_000), duration_ms: 100_000 },
  })
}

async function staffToken(role: 'editor' | 'viewer') {
  const { token } = await issueAccessToken({
    ...{ accountId: newId(), deviceId: newId(), roles: [role], profiles: [] },
  } as never)
  return token
}

test.group('An experiment', (group) => {
  let modelA: string
  let modelB: string

  group.setup(async () => {
    modelA = await registeredModel([newId(), newId()])
    modelB = await registeredModel([newId(), newId()])
  })
  group.each.teardown(async () => {
    await db.from('recommendations.experiments').delete()
    await servedModels.refresh()
    servedModels.release()
  })

  async function started(): Promise<ExperimentId> {
    const { exitCode } = await exec('start', modelA, modelB)
    if (exitCode) throw new Error('It does not start')
    await servedModels.refresh()
    const { id } = await db.from('recommendations.experiments').whereNull('ended_at').first()
    return id
  }

  test('gives each profile the model of its arm, and all the promoted one when it ends', async ({
    assert,
  }) => {
    const id = await started()
    for (const [arm, model] of [
      ['a', modelA],
      ['b', modelB],
    ] as const) {
      const { profileId } = await viewerIn(arm, id)
      assert.equal(servedModelFor(profileId)?.id, model)
    }
    assert.equal((await exec('stop')).exitCode, 0)
    await servedModels.refresh()
    const { profileId } = await viewerIn('b', id)
    assert.isNull(servedModelFor(profileId))
  })

  test('counts what profiles were shown, opened and watched, by arm', async ({
    client,
    assert,
  }) => {
    const id = await started()
    const [inA, inB, alsoB] = [
      await viewerIn('a', id),
      await viewerIn('b', id),
      await viewerIn('b', id),
    ]
    await watch(inA, await lookAround(client, inA, modelA, 10), 0.5)
    await watch(inB, await lookAround(client, inB, modelB, 10), 0.8)
    await watch(
      alsoB,
      await lookAround(client, alsoB, modelB, 10),
      1,
      new Date(Date.now() + 8 * 24 * 3_600_000)
    )
    // What the other arm's model or none chose counts for no arm.
    await lookAround(client, inA, modelB, 5)

    const token = await staffToken('editor')
    const path = '/v1/staff/recommendations/experiments'
    const report = await client.get(`${path}/${id}`).bearerToken(token)
    report.assertStatus(200)
    const [a, b] = report.body().arms
    assert.containsSubset(a, { model: modelA, profiles: 1, shown: 10, clicked: 1, watched: 0 })
    assert.containsSubset(b, { model: modelB, profiles: 2, shown: 20, clicked: 2, watched: 1 })
    assert.equal(b.playThroughRate.value, 0.05)
    assert.equal(report.body().difference.value, 0.05)
    assert.deepEqual(report.body().byRail, [
      { rail: 'for-you', arm: 'a', shown: 10, clicked: 1, watched: 0 },
      { rail: 'for-you', arm: 'b', shown: 20, clicked: 2, watched: 1 },
    ])
    assert.lengthOf(report.body().byPosition, 20)

    const list = await client.get(path).qs({ limit: 1 }).bearerToken(token)
    assert.equal(list.body().items[0].id, id)
    const unknown = await client.get(`${path}/${newId()}`).bearerToken(token)
    unknown.assertStatus(404)
    const refused = await client.get(`${path}/${id}`).bearerToken(await staffToken('viewer'))
    refused.assertStatus(403)
  })

  test('is reported in the terminal, as JSON and as a page with plots', async ({
    client,
    assert,
    cleanup,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'flixflow-experiment-'))
    cleanup(() => rm(folder, { recursive: true }))
    const id = await started()
    const me = await viewerIn('b', id)
    await watch(me, await lookAround(client, me, modelB, 10), 1)
    const [json, html] = [join(folder, 'report.json'), join(folder, 'report.html')]
    const { exitCode, words } = await exec('report', `--json=${json}`, `--html=${html}`)
    assert.equal(exitCode, 0)
    assert.include(words, modelB)
    const report = JSON.parse(await readFile(json, 'utf8'))
    assert.equal(report.arms[1].watched, 1)
    const page = await readFile(html, 'utf8')
    assert.isAtLeast(page.match(/<svg /g)?.length ?? 0, 2)
    assert.notMatch(page, /<script|https?:\/\//)
  })

  test('runs alone, between two different models that load', async ({ assert }) => {
    const damaged = await registeredModel([newId()])
    await db
      .from('recommendations.models')
      .where('id', damaged)
      .update({ checksum: 'f'.repeat(64) })
    for (const [args, words] of [
      [['start', modelA, modelA], 'two different models'],
      [['start', modelA, newId()], 'no such model'],
      [['start', modelA, damaged], ''],
      [['start', modelA, 'b'], 'two model ids'],
      [['start', modelA, modelB, '--share=1'], '--share is above 0 and below 1'],
      [['stop'], 'No experiment runs'],
      [['pause'], 'start, stop, report'],
      [['report'], 'no such experiment'],
    ] as const) {
      const refused = await exec(...args)
      assert.equal(refused.exitCode, 1, args.join(' '))
      assert.include(refused.words, words)
    }
    assert.equal((await exec('start', modelA, modelB)).exitCode, 0)
    const second = await exec('start', modelB, modelA)
    assert.equal(second.exitCode, 1)
    assert.include(second.words, 'Stop the experiment that runs first')
  })
})
