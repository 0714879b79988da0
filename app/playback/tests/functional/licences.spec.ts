import { test } from '@japa/runner'
import playback from '#config/playback'
import { clock } from '#core/clock'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { altered, Player } from '../support/player.js'

const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url')

test.group('Licences', (group) => {
  group.each.teardown(() => clock.restore())

  test('hold the keys that were asked for, as W3C Clear Key says', async ({ client, assert }) => {
    const { titleId, asset } = await playableFilm()
    const player = await Player.start(client, await viewer(), { titleId })
    const keyIds = Object.values(asset.stream.keyIds) as string[]
    const response = await player.licence(keyIds)
    response.assertStatus(200)
    assert.deepEqual(response.body(), {
      keys: keyIds.map((keyId) => ({
        kty: 'oct',
        kid: base64url(keyId),
        k: asset.keys.get(keyId)!.toString('base64url'),
      })),
      type: 'temporary',
    })
    assert.equal(response.header('cache-control'), 'no-store')
    const again = await player.licence([keyIds[0]!])
    assert.lengthOf(again.body().keys, 1)
  })

  test('are given for a body without a content type, as players send it', async ({
    client,
    assert,
  }) => {
    const { titleId, asset } = await playableFilm()
    const { session } = await Player.start(client, await viewer(), { titleId })
    const body = JSON.stringify({ kids: [base64url(asset.stream.keyIds.sd!)], type: 'temporary' })
    for (const type of ['application/octet-stream', 'text/plain']) {
      const response = await client
        .post(session.licence.url)
        .bearerToken(session.licence.token)
        .header('content-type', type)
        .setup((request) => {
          request.request.serialize((sent) => String(sent))
        })
        .json(body as never)
      assert.oneOf(response.status(), [200])
    }
  })

  test('refuse a key that the session may not have', async ({ client }) => {
    const { titleId, asset } = await playableFilm()
    const other = await playableFilm()
    const who = await viewer()
    const player = await Player.start(
      client,
      who,
      { titleId },
      { capabilities: { maxHeight: 480 } }
    )
    const { sd, hd } = asset.stream.keyIds as { sd: string; hd: string }
    for (const keyIds of [[hd], [sd, hd], [other.asset.stream.keyIds.sd!], ['ab'.repeat(16)]]) {
      const response = await player.licence(keyIds)
      response.assertStatus(403)
      response.assertBodyContains({ code: 'licence.key-not-allowed' })
    }
    ;(await player.licence([sd])).assertStatus(200)
  })

  test('refuse tokens that are missing, altered, expired or made for something else', async ({
    client,
  }) => {
    const { titleId, asset } = await playableFilm()
    const who = await viewer()
    const player = await Player.start(client, who, { titleId })
    const keyIds = [asset.stream.keyIds.sd!]
    const { token } = player.session.licence
    ;(await client.post(player.session.licence.url).json({})).assertStatus(401)
    for (const wrong of [altered(token), who.token, player.session.token, 'x', `${token}x`]) {
      const response = await player.licence(keyIds, wrong)
      response.assertStatus(401)
    }
    clock.freeze(Date.now() + playback.licenceSeconds * 1000 + 1000)
    const expired = await player.licence(keyIds)
    expired.assertStatus(401)
    expired.assertBodyContains({ code: 'licence.token-expired' })
  })

  test('are not given again once the session has ended', async ({ client }) => {
    const { titleId, asset } = await playableFilm()
    const player = await Player.start(client, await viewer(), { titleId })
    const keyIds = [asset.stream.keyIds.sd!]
    ;(await player.licence(keyIds)).assertStatus(200)
    await player.end(1, 1000)
    const replayed = await player.licence(keyIds)
    replayed.assertStatus(403)
    replayed.assertBodyContains({ code: 'licence.session-ended' })
  })

  test('refuse what is not a licence request', async ({ client, assert }) => {
    const { titleId, asset } = await playableFilm()
    const { session } = await Player.start(client, await viewer(), { titleId })
    const kid = base64url(asset.stream.keyIds.sd!)
    const bodies = [
      {},
      { kids: [] },
      { kids: kid },
      { kids: [1] },
      { kids: ['short'] },
      { kids: [`${kid}==`] },
      { kids: Array.from({ length: 17 }, () => kid) },
      { kids: [kid], type: 'persistent-license' },
      { kids: [kid], type: 'temporary', more: true },
      [],
    ]
    for (const body of bodies) {
      const response = await client
        .post(session.licence.url)
        .bearerToken(session.licence.token)
        .json(body)
      assert.equal(response.status(), 422, JSON.stringify(body))
      response.assertBodyContains({ code: 'licence.request-invalid' })
    }
  })

  test('are limited for one session', async ({ client, assert }) => {
    const { titleId, asset } = await playableFilm()
    const player = await Player.start(client, await viewer(), { titleId })
    const answers = await Promise.all(
      Array.from({ length: 70 }, () => player.licence([asset.stream.keyIds.sd!]))
    )
    const statuses = answers.map((answer) => answer.status())
    assert.lengthOf(
      statuses.filter((status) => status === 200),
      60
    )
    assert.lengthOf(
      statuses.filter((status) => status === 429),
      10
    )
  })
})
