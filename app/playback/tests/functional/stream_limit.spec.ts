import { test } from '@japa/runner'
import redis from '@adonisjs/redis/services/main'
import playback from '#config/playback'
import { clock } from '#core/clock'
import { CreateAccount, DeviceEnded } from '#identity'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { Player, pressPlay } from '../support/player.js'

test.group('The stream limit', (group) => {
  const configured = playback.streamLimit
  group.each.setup(() => {
    playback.streamLimit = 2
  })
  group.each.teardown(() => {
    playback.streamLimit = configured
    clock.restore()
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
