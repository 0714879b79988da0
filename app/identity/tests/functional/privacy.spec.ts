import type { ApiClient } from '@japa/api-client'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { playableFilm } from '#database/factories/playable_titles'
import { clock } from '#core/clock'
import { mailsUnderWay } from '#core/mail/send_mail'
import { MakeExport } from '../../actions/make_export.js'
import { PurgePersonalData } from '../../actions/purge_personal_data.js'
import type { ExportId } from '../../export_files.js'
import { logIn, register, type Viewer } from '../support/viewers.js'

const DAY_MS = 24 * 3600 * 1000

async function purge() {
  await (await app.container.make(PurgePersonalData)).handle()
}

function askForExport(client: ApiClient, { accessToken }: Pick<Viewer, 'accessToken'>) {
  return client.post('/v1/account/exports').bearerToken(accessToken)
}

/** Makes an export as the worker does. Answers its id. */
async function exported(client: ApiClient, viewer: Viewer): Promise<ExportId> {
  const asked = await askForExport(client, viewer)
  asked.assertStatus(202)
  const exportId: ExportId = asked.body().id
  await (await app.container.make(MakeExport)).handle({ exportId })
  return exportId
}

function download(client: ApiClient, exportId: string, token: string) {
  return client.get(`/v1/account/exports/${exportId}/file`).bearerToken(token)
}

async function refreshed(client: ApiClient, { refreshToken }: Viewer): Promise<string> {
  return (await client.post('/v1/auth/refresh').json({ refreshToken })).body().accessToken
}

async function play(client: ApiClient, viewer: Viewer) {
  const { titleId } = await playableFilm()
  return client
    .post('/v1/playback/sessions')
    .bearerToken(viewer.accessToken)
    .json({ titleId, profileId: viewer.profileId })
}

function beat(client: ApiClient, session: { token: string; heartbeat: { url: string } }) {
  return client
    .post(session.heartbeat.url)
    .bearerToken(session.token)
    .json({ positionSeconds: 42, elapsedMs: 1000, sequence: 1, state: 'playing' })
}

test.group('An export of my data', (group) => {
  group.each.teardown(() => clock.restore())

  test('holds what every module keeps of me, and no secret', async ({ client, assert }) => {
    const viewer = await register(client)
    const session = (await play(client, viewer)).body()
    ;(await beat(client, session)).assertStatus(200)
    const file = await download(client, await exported(client, viewer), viewer.accessToken)
    file.assertStatus(200)
    assert.include(file.header('content-disposition'), 'flixflow-data.json')
    assert.equal(file.header('cache-control'), 'no-store')
    const data = JSON.parse(file.text())
    assert.equal(data.account.email, viewer.email)
    assert.equal(data.account.profiles[0].id, viewer.profileId)
    assert.equal(data.account.devices[0].id, viewer.deviceId)
    assert.equal(data.viewing.plays[0].id, session.id)
    assert.equal(data.viewing.progress[0].position_seconds, 42)
    assert.containsSubset(Object.keys(data), ['account', 'viewing', 'uploads', 'mails'])
    assert.notMatch(file.text(), /argon2|password_hash|pin_hash|token_hash|sealed_secret/)
  })

  test('is told of by mail and shows how far it is', async ({ client, assert }) => {
    const viewer = await register(client)
    const asked = (await askForExport(client, viewer)).body()
    assert.include(asked, { state: 'queued', percent: 0, bytes: null })
    const early = await download(client, asked.id, viewer.accessToken)
    early.assertStatus(409)
    const again = await askForExport(client, viewer)
    assert.equal(again.body().id, asked.id, 'one at a time')
    await (await app.container.make(MakeExport)).handle({ exportId: asked.id })
    const shown = await client
      .get(`/v1/account/exports/${asked.id}`)
      .bearerToken(viewer.accessToken)
    assert.include(shown.body(), { state: 'ready', percent: 100 })
    assert.isAbove(shown.body().bytes, 100)
    await mailsUnderWay(5_000)
  })

  test('is given to its confirmed owner only', async ({ client, assert }) => {
    const viewer = await register(client)
    const exportId = await exported(client, viewer)
    const stranger = await register(client)
    for (const path of ['', '/file']) {
      const foreign = await client
        .get(`/v1/account/exports/${exportId}${path}`)
        .bearerToken(stranger.accessToken)
      foreign.assertStatus(404)
      assert.equal(foreign.body().code, 'export.not-found')
    }
    const unconfirmed = await refreshed(client, viewer)
    const refused = await download(client, exportId, unconfirmed)
    assert.equal(refused.body().code, 'auth.confirmation-required')
    const asked = await askForExport(client, { accessToken: unconfirmed })
    assert.equal(asked.body().code, 'auth.confirmation-required')
    const listed = await client.get('/v1/account/exports').bearerToken(stranger.accessToken)
    assert.deepEqual(listed.body().items, [])
  })

  test('is kept for seven days', async ({ client, assert }) => {
    clock.freeze()
    const viewer = await register(client)
    const exportId = await exported(client, viewer)
    clock.advance(7 * DAY_MS)
    const later = await logIn(client, viewer.email)
    const gone = await download(client, exportId, later.accessToken)
    gone.assertStatus(404)
    await Promise.all([purge(), purge()])
    assert.isNull(await db.from('identity.exports').where('id', exportId).first())
  })

  test('many parallel wishes make one', async ({ client, assert }) => {
    const viewer = await register(client)
    const asked = await Promise.all(Array.from({ length: 6 }, () => askForExport(client, viewer)))
    assert.lengthOf([...new Set(asked.map((answer) => answer.body().id))], 1)
  })
})

test.group('Asking for my account to be deleted', (group) => {
  group.each.teardown(() => clock.restore())

  const askForDeletion = (client: ApiClient, token: string) =>
    client.post('/v1/account/deletion').bearerToken(token)

  test('logs all devices out at once and stops what they play', async ({ client, assert }) => {
    const phone = await register(client)
    const tv = await logIn(client, phone.email)
    const session = (await play(client, tv)).body()
    assert.equal((await beat(client, session)).body().action, 'continue')
    const asked = await askForDeletion(client, phone.accessToken)
    asked.assertStatus(202)
    const waitingMs = Date.parse(asked.body().eraseAt) - Date.now()
    assert.closeTo(waitingMs / DAY_MS, 14, 0.01)
    assert.include((await beat(client, session)).body(), { action: 'stop', reason: 'device-ended' })
    for (const viewer of [phone, tv]) {
      const refused = await client
        .post('/v1/auth/refresh')
        .json({ refreshToken: viewer.refreshToken })
      assert.equal(refused.body().code, 'auth.refresh-ended')
      assert.equal((await play(client, viewer)).body().code, 'playback.device-ended')
    }
  })

  test('is taken back by logging in', async ({ client, assert }) => {
    clock.freeze()
    const viewer = await register(client)
    await askForDeletion(client, viewer.accessToken)
    clock.advance(13 * DAY_MS)
    await logIn(client, viewer.email)
    clock.advance(2 * DAY_MS)
    await purge()
    const back = await logIn(client, viewer.email)
    assert.equal(back.accountId, viewer.accountId)
  })

  test('takes a confirmed owner', async ({ client, assert }) => {
    const viewer = await register(client)
    const refused = await askForDeletion(client, await refreshed(client, viewer))
    assert.equal(refused.body().code, 'auth.confirmation-required')
    const account = await db.from('identity.accounts').where('id', viewer.accountId).firstOrFail()
    assert.isNull(account.erase_at)
  })
})

test.group('What lingers', (group) => {
  group.each.teardown(() => clock.restore())

  test('of a deleted profile goes at once, and what a late player reports goes at night', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const made = await client
      .post('/v1/profiles')
      .bearerToken(viewer.accessToken)
      .json({ name: 'Brief' })
    const profileId: string = made.body().id
    const session = (await play(client, { ...viewer, profileId })).body()
    await beat(client, session)
    const kept = async () =>
      Number(
        (await db.from('playback.progress').where('profile_id', profileId).count('* as n'))[0].n
      )
    assert.equal(await kept(), 1)
    const deleted = await client.delete(`/v1/profiles/${profileId}`).bearerToken(viewer.accessToken)
    deleted.assertStatus(204)
    assert.equal(await kept(), 0)
    await beat(client, session)
    await purge()
    assert.equal(await kept(), 0)
  })

  test('of log-ins and devices goes when nobody asks for it any more', async ({
    client,
    assert,
  }) => {
    clock.freeze()
    const phone = await register(client)
    const tv = await logIn(client, phone.email)
    await client.delete(`/v1/devices/${tv.deviceId}`).bearerToken(phone.accessToken)
    const rows = (table: string, column: string, id: string) => db.from(table).where(column, id)
    clock.advance(29 * DAY_MS)
    await purge()
    assert.lengthOf(await rows('identity.refresh_families', 'device_id', tv.deviceId), 1)
    clock.advance(2 * DAY_MS)
    await Promise.all([purge(), purge()])
    assert.lengthOf(await rows('identity.refresh_families', 'device_id', tv.deviceId), 0)
    assert.lengthOf(await rows('identity.devices', 'id', tv.deviceId), 1)
    clock.advance(150 * DAY_MS)
    await purge()
    assert.lengthOf(await rows('identity.devices', 'id', tv.deviceId), 0)
    assert.lengthOf(await rows('identity.devices', 'id', phone.deviceId), 0)
    await logIn(client, phone.email)
  })
})
