import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApiClient } from '@japa/api-client'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import redis from '@adonisjs/redis/services/main'
import { test } from '@japa/runner'
import { dataDir } from '#config/app'
import { clock } from '#core/clock'
import { mailsUnderWay } from '#core/mail/send_mail'
import { playableFilm } from '#database/factories/playable_titles'
import { CreateAccount, MakeExport, PurgePersonalData } from '#identity'

const PASSWORD = 'correct horse battery'
const DAY_MS = 24 * 3600 * 1000

/** Words that are nowhere else, so that finding one means that something of the viewer is left. */
const NAMES = ['Quillibert', 'Zwiebelfisch', 'Xantippe']
const EMAIL = 'quillibert.zwiebelfisch@example.com'

interface Resident {
  token: string
  refreshToken: string
  accountId: string
  profileId: string
  deviceId: string
}

async function moveIn(client: ApiClient): Promise<Resident> {
  const createAccount = await app.container.make(CreateAccount)
  await createAccount.handle({ email: EMAIL, password: PASSWORD, displayName: NAMES[0] })
  const response = await client.post('/v1/auth/login').json({
    ...{ email: EMAIL, password: PASSWORD },
    device: { name: `${NAMES[0]}s phone`, kind: 'phone' },
  })
  response.assertStatus(200)
  const { accessToken, refreshToken, account, profiles, device } = response.body()
  return {
    ...{ token: accessToken, refreshToken, accountId: account.id },
    ...{ profileId: profiles[0].id, deviceId: device.id },
  }
}

/** Uses whatever keeps something of an account. Answers the ids that came up. */
async function useEverything(client: ApiClient, me: Resident): Promise<string[]> {
  const as = (request: ReturnType<ApiClient['post']>) => request.bearerToken(me.token)
  const child = await as(client.post('/v1/profiles'))
    .header('idempotency-key', `household-${NAMES[2]}`)
    .json({ name: NAMES[2], kids: true })
  child.assertStatus(201)
  const gone = await as(client.post('/v1/profiles')).json({ name: NAMES[1] })
  await watch(client, { ...me, profileId: gone.body().id })
  ;(await as(client.delete(`/v1/profiles/${gone.body().id}`))).assertStatus(204)
  const shown = { event: 'shown', rail: 'new', place: 0, position: 0, agoMs: 0 }
  const seen = await as(client.post(`/v1/profiles/${me.profileId}/impressions`)).json({
    ...{ viewId: gone.body().id, events: [{ ...shown, titleId: child.body().id }] },
  })
  seen.assertStatus(204)
  ;(await as(client.put(`/v1/profiles/${me.profileId}/pin`)).json({ pin: '4711' })).assertStatus(
    200
  )
  const unlocked = await as(client.post(`/v1/profiles/${me.profileId}/unlock`)).json({
    pin: '4711',
  })
  const sessionId = await watch(client, { ...me, token: unlocked.body().accessToken })

  const tv = await client.post('/v1/auth/login').json({
    ...{ email: EMAIL, password: PASSWORD },
    device: { name: `${NAMES[1]} TV`, kind: 'tv' },
  })
  await client.post(`/v1/profiles/${child.body().id}/hand-over`).bearerToken(tv.body().accessToken)
  ;(await as(client.post('/v1/account/two-factor'))).assertStatus(201)
  const forgot = await client.post('/v1/auth/password/forgot').json({ email: EMAIL })
  forgot.assertStatus(202)
  const exported = await as(client.post('/v1/account/exports'))
  await (await app.container.make(MakeExport)).handle({ exportId: exported.body().id })
  return [child.body().id, gone.body().id, sessionId, tv.body().device.id, exported.body().id]
}

/** Plays a film for a while. Answers the id of the play session. */
async function watch(client: ApiClient, { token, profileId }: Resident): Promise<string> {
  const { titleId } = await playableFilm()
  const play = await client
    .post('/v1/playback/sessions')
    .bearerToken(token)
    .json({ titleId, profileId })
  play.assertStatus(201)
  const beat = { positionSeconds: 61, elapsedMs: 1000, sequence: 1 }
  const kept = await client
    .post(play.body().heartbeat.url)
    .bearerToken(play.body().token)
    .json({ ...beat, state: 'playing' })
  kept.assertStatus(200)
  return play.body().id
}

/** Every row of every table of every schema that holds one of the words, as `schema.table`. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  const tables: { rows: { name: string }[] } = await db.rawQuery(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`
  )
  const found: string[] = []
  for (const { name } of tables.rows) {
    const { rows } = await db.rawQuery<{ rows: unknown[] }>(
      `select 1 from ${name} as row where row::text ~* ? limit 1`,
      [words.join('|')]
    )
    if (rows.length > 0) found.push(name)
  }
  return found.sort()
}

async function redisKeysWith(words: readonly string[]): Promise<string[]> {
  const { ioConnection } = redis.connection('main')
  const pattern = new RegExp(words.join('|'), 'i')
  const found: string[] = []
  for (const key of await ioConnection.keys('*')) {
    // DUMP holds the value of any type; what is compressed in it is long, which none of ours is.
    const value = (await ioConnection.dumpBuffer(key))?.toString('latin1') ?? ''
    if (pattern.test(key) || pattern.test(value)) found.push(key)
  }
  return found
}

async function filesWith(words: readonly string[]): Promise<string[]> {
  const pattern = new RegExp(words.join('|'), 'i')
  const found: string[] = []
  for (const folder of ['mail', 'storage/exports', 'uploads']) {
    const path = app.makePath(dataDir, folder)
    for (const file of await readdir(path).catch(() => [])) {
      const text = await readFile(join(path, file), 'latin1').catch(() => '')
      if (pattern.test(file) || pattern.test(text)) found.push(`${folder}/${file}`)
    }
  }
  return found
}

async function purge(): Promise<void> {
  await (await app.container.make(PurgePersonalData)).handle()
}

test.group('Deleting an account', (group) => {
  group.each.teardown(() => clock.restore())

  test('leaves nothing of it in any table, in Redis or in a file', async ({ client, assert }) => {
    const me = await moveIn(client)
    const others = await useEverything(client, me)
    const words = [...NAMES, EMAIL, me.accountId, me.profileId, me.deviceId, ...others]

    const asked = await client.post('/v1/account/deletion').bearerToken(me.token)
    asked.assertStatus(202)
    await mailsUnderWay(5_000)
    const before = await tablesWith(words)
    assert.includeMembers(before, [
      ...['identity.accounts', 'identity.profiles', 'identity.devices', 'identity.exports'],
      ...['identity.totp_secrets', 'identity.profile_unlocks', 'identity.deleted_profiles'],
      ...['core.idempotency_keys', 'playback.play_sessions', 'playback.progress'],
      'recommendations.impressions',
    ])
    assert.isNotEmpty(await redisKeysWith(words))
    assert.isNotEmpty(await filesWith(words))

    clock.freeze(Date.now() + 14 * DAY_MS - 60_000)
    await purge()
    assert.include(await tablesWith([me.accountId]), 'identity.accounts')

    clock.advance(120_000)
    await Promise.all([purge(), purge()])
    assert.deepEqual(await tablesWith(words), [])
    assert.deepEqual(await redisKeysWith(words), [])
    assert.deepEqual(await filesWith(words), [])
    await assert.doesNotReject(() => moveIn(client))
  })
})
