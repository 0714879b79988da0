import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import redis from '@adonisjs/redis/services/main'
import playback from '#config/playback'
import { CreateTitle, PublishTitle } from '#catalog'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { CreateAccount, DeviceEnded } from '#identity'
import { playableFilm, publishAsset } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { Player, pressPlay } from '../support/player.js'

async function playableTrailer(parentId: TitleId) {
  const trailer = await new CreateTitle().handle({
    ...{ kind: 'extra', extraKind: 'trailer', parentId, name: 'Trailer' },
  })
  await publishAsset({ titleId: trailer.id }, 60)
  await new PublishTitle().handle({ titleId: trailer.id })
  return { titleId: trailer.id }
}

test.group('The stream limit', (group) => {
  const configured = playback.streamLimit
  group.each.setup(() => {
    playback.streamLimit = 2
  })
  group.each.teardown(() => {
    playback.streamLimit = configured
    clock.restore()
  })
  group.teardown(async () => {
    await db.from('catalog.titles').where('kind', 'extra').delete()
  })

  test('lets exactly two of a hundred parallel starts play', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => pressPlay(client, who, { titleId }))
    )
    const statuses = answers.map((answer) => answer.status())
    assert.lengthOf(
      statuses.filter((status) => status === 201),
      2
    )
    assert.lengthOf(
      statuses.filter((status) => status === 409),
      98
    )
  })

  test('leaves trailers out, so that none takes a film from somebody', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    const { titleId } = await playableFilm()
    const film = { titleId }
    const trailer = await playableTrailer(titleId)
    const preview = await Player.start(client, who, trailer)
    const first = await Player.start(client, who, film)
    await Player.start(client, who, film)
    assert.equal((await pressPlay(client, who, trailer)).status(), 201)
    assert.equal((await preview.beat(2, 10_000)).body().action, 'continue')
    const refused = await pressPlay(client, who, film)
    assert.equal(refused.status(), 409)
    assert.lengthOf(refused.body().devicesInUse, 2)
    await first.end(3, 11_000)
    assert.equal((await pressPlay(client, who, film)).status(), 201)
  })

  test('lets a device that was logged out play no trailer either', async ({ client, assert }) => {
    const who = await viewer()
    const trailer = await playableTrailer((await playableFilm()).titleId)
    const preview = await Player.start(client, who, trailer)
    await DeviceEnded.dispatch(who.accountId, who.deviceId)
    const stopped = (await preview.beat(2, 10_000)).body()
    assert.equal(stopped.action, 'stop')
    assert.equal((await pressPlay(client, who, trailer)).body().code, 'playback.device-ended')
  })

  test('names the devices in use when it is met', async ({ client, assert }) => {
    const { titleId } = await playableFilm({ name: 'Sintel' })
    const account = { email: `ada-${Date.now()}@example.com`, password: 'correct horse battery' }
    await new CreateAccount().handle(account)
    const registered = await client
      .post('/v1/auth/login')
      .json({ ...account, device: { name: 'Living room', kind: 'tv' } })
    registered.assertStatus(200)
    const { accessToken, profiles } = registered.body()
    const tv = { ...(await viewer()), token: accessToken, profileId: profiles[0].id }
    await Player.start(client, tv, { titleId })
    await Player.start(client, tv, { titleId })

    const refused = await pressPlay(client, tv, { titleId })
    refused.assertStatus(409)
    const body = refused.body()
    assert.equal(body.code, 'playback.stream-limit')
    assert.include(body.detail, 'Living room (Sintel)')
    assert.lengthOf(body.devicesInUse, 2)
    assert.containsSubset(body.devicesInUse[0], {
      deviceName: 'Living room',
      deviceKind: 'tv',
      titleName: 'Sintel',
    })
  })

  test('frees the place of a play that ended', async ({ client }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const first = await Player.start(client, who, { titleId })
    await Player.start(client, who, { titleId })
    ;(await pressPlay(client, who, { titleId })).assertStatus(409)
    ;(await first.end(1, 1000)).assertStatus(200)
    ;(await pressPlay(client, who, { titleId })).assertStatus(201)
  })

  test('frees the place of a player that disappeared, and keeps that of one that reports', async ({
    client,
    assert,
  }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    clock.freeze()
    const silent = await Player.start(client, who, { titleId })
    const alive = await Player.start(client, who, { titleId })
    for (const elapsedMs of [10_000, 20_000, 30_000]) {
      clock.advance(10_000)
      ;(await alive.beat(elapsedMs / 1000, elapsedMs)).assertStatus(200)
    }
    clock.advance(1)
    ;(await pressPlay(client, who, { titleId })).assertStatus(201)
    ;(await pressPlay(client, who, { titleId })).assertStatus(409)

    const late = await silent.beat(30, 30_000)
    assert.deepInclude(late.body(), { acknowledged: true, action: 'stop', reason: 'stream-limit' })
  })

  test('is one for each account', async ({ client }) => {
    const { titleId } = await playableFilm()
    const [one, other] = [await viewer(), await viewer()]
    await Player.start(client, one, { titleId })
    await Player.start(client, one, { titleId })
    ;(await pressPlay(client, other, { titleId })).assertStatus(201)
  })

  test('stops what a device plays when the device is logged out', async ({ client, assert }) => {
    const { titleId, asset } = await playableFilm()
    const phone = await viewer()
    const tv = await viewer(phone)
    const onPhone = await Player.start(client, phone, { titleId })
    const onTv = await Player.start(client, tv, { titleId })
    await DeviceEnded.dispatch(phone.accountId, phone.deviceId)

    const stopped = await onPhone.beat(5, 5000)
    assert.deepInclude(stopped.body(), { action: 'stop', reason: 'device-ended' })
    const licence = await onPhone.licence([asset.stream.keyIds.sd!])
    licence.assertStatus(403)
    assert.deepInclude((await onTv.beat(5, 5000)).body(), { action: 'continue', reason: null })
    ;(await pressPlay(client, tv, { titleId })).assertStatus(201)
  })

  test('takes its leases again when Redis began anew', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const player = await Player.start(client, who, { titleId })
    await redis.flushall()
    assert.deepInclude((await player.beat(5, 5000)).body(), { action: 'continue' })
    ;(await pressPlay(client, who, { titleId })).assertStatus(201)
    ;(await pressPlay(client, who, { titleId })).assertStatus(409)
  })

  test('is not waited for while Redis hangs: playing goes on', async ({ client, assert }) => {
    const { titleId, asset } = await playableFilm()
    const who = await viewer()
    const { ioConnection } = redis.connection('main')
    await ioConnection.call('CLIENT', 'PAUSE', '20000')
    try {
      const players = await Promise.all(
        [1, 2, 3, 4].map(() => Player.start(client, who, { titleId }))
      )
      const [player] = players as [Player, ...Player[]]
      const answer = await player.beat(40, 40_000)
      assert.deepInclude(answer.body(), { acknowledged: true, action: 'continue' })
      ;(await player.licence([asset.stream.keyIds.audio!])).assertStatus(200)
      ;(await player.end(41, 41_000)).assertStatus(200)
    } finally {
      await ioConnection.call('CLIENT', 'UNPAUSE')
    }
  })
})
