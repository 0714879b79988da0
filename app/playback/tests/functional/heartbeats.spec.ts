import { test } from '@japa/runner'
import fc from 'fast-check'
import db from '@adonisjs/lucid/services/db'
import playback from '#config/playback'
import { clock } from '#core/clock'
import { countQueries } from '#tests/query_count'
import { mergeObservations, type Observation } from '../../heartbeats/observation.js'
import { toObservation } from '../../actions/record_heartbeat.js'
import { playSessionTokens, type PlaySession } from '../../play_session.js'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { altered, Player } from '../support/player.js'

interface Kept {
  position_ms: number
  sequence: number
  session_id: string
  finished: boolean
}

async function kept(profileId: string, playableId: string): Promise<Kept> {
  const { rows } = await db.rawQuery<{ rows: Kept[] }>(
    `select position_ms, sequence, session_id, coalesce(finished_at >= viewing_started_at, false) as finished
     from playback.progress where profile_id = ? and playable_id = ?`,
    [profileId, playableId]
  )
  return rows[0]!
}

async function claimsOf(player: Player): Promise<PlaySession> {
  const { claims } = await playSessionTokens.verify(player.session.token)
  return claims!
}

test.group('Heartbeats', (group) => {
  group.each.teardown(() => clock.restore())

  test('are on disk when they are acknowledged', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const player = await Player.start(client, who, { titleId })
    clock.freeze(Date.now() + 60_000)
    const response = await player.beat(42.5, 42_000)
    response.assertStatus(200)
    assert.deepEqual(response.body(), {
      ...{ acknowledged: true, action: 'continue', reason: null },
      edgePolicy: null,
    })
    assert.equal((await kept(who.profileId, titleId)).position_ms, 42_500)
  })

  test('change nothing when they come late or twice', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const player = await Player.start(client, who, { titleId })
    clock.freeze(Date.now() + 60_000)
    await player.beat(30, 30_000, 3)
    for (const [position, elapsedMs, sequence] of [
      [10, 10_000, 1],
      [20, 20_000, 2],
      [99, 30_000, 2],
      [30, 30_000, 3],
    ] as const) {
      const response = await player.beat(position, elapsedMs, sequence)
      response.assertStatus(200)
      response.assertBodyContains({ acknowledged: true })
    }
    assert.deepInclude(await kept(who.profileId, titleId), { position_ms: 30_000, sequence: 3 })
  })

  test('cannot be dated in the future to win for ever', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const wrong = await Player.start(client, who, { titleId })
    clock.freeze(Date.now() + 1000)
    await wrong.beat(100, 100_000_000)
    clock.advance(10_000)
    const right = await Player.start(client, who, { titleId })
    clock.advance(10_000)
    await right.beat(200, 10_000)
    assert.equal((await kept(who.profileId, titleId)).position_ms, 200_000)
  })

  test('of many viewers share statements', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const players = await Promise.all(
      Array.from({ length: 20 }, async () => Player.start(client, await viewer(), { titleId }))
    )
    await players[0]!.beat(1, 1)
    const count = await countQueries(async () => {
      const answers = await Promise.all(players.map((player) => player.beat(50, 50_000)))
      for (const answer of answers) answer.assertStatus(200)
    })
    assert.isBelow(count, 20)
  })

  test('of two players leave the newest position, in whatever order they come', async ({
    client,
    assert,
  }) => {
    const { titleId } = await playableFilm()
    const phone = await viewer()
    const tv = await viewer(phone)
    const players = [
      await Player.start(client, phone, { titleId }),
      await Player.start(client, tv, { titleId }),
    ]
    const sessions = await Promise.all(players.map(claimsOf))
    const start = Math.max(...sessions.map(({ startedAt }) => startedAt))
    clock.freeze(start + 3_600_000)

    const packet = fc.record({
      player: fc.integer({ min: 0, max: 1 }),
      positionSeconds: fc.integer({ min: 0, max: 600 }),
      elapsedMs: fc.integer({ min: 0, max: 40 }).map((step) => step * 1000),
      sequence: fc.integer({ min: 0, max: 5 }),
    })
    const history = fc.array(packet, { minLength: 1, maxLength: 12 })
    const property = fc.asyncProperty(
      history.chain((packets) =>
        fc.tuple(
          fc.constant(packets),
          fc.shuffledSubarray([...packets, ...packets], { minLength: packets.length * 2 })
        )
      ),
      async ([packets, arriving]) => {
        await db.from('playback.progress').where('profile_id', phone.profileId).delete()
        const answers = await Promise.all(
          arriving.map(({ player, positionSeconds, elapsedMs, sequence }) =>
            players[player]!.beat(positionSeconds, elapsedMs, sequence)
          )
        )
        for (const answer of answers) answer.assertStatus(200)
        const newest = packets
          .map((sent): Observation => toObservation(sessions[sent.player]!, sent))
          .reduce(mergeObservations)
        const found = await kept(phone.profileId, titleId)
        const sameMoment = packets.filter(
          (sent) =>
            sent.sequence === newest.sequence &&
            sessions[sent.player]!.sessionId === newest.sessionId &&
            sessions[sent.player]!.startedAt + sent.elapsedMs === newest.observedAt
        )
        assert.equal(found.session_id, newest.sessionId)
        assert.equal(found.sequence, newest.sequence)
        assert.include(
          sameMoment.map((sent) => sent.positionSeconds * 1000),
          found.position_ms
        )
        assert.equal(
          found.finished,
          newest.finishedAt !== null && newest.finishedAt >= newest.viewingStartedAt
        )
      }
    )
    await fc.assert(property, { numRuns: 40 })
  }).timeout(60_000)

  test('keep a finished viewing finished, until a new one begins', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const player = await Player.start(client, who, { titleId })
    clock.freeze(Date.now() + 700_000)
    await player.beat(580, 600_000, 10)
    assert.isTrue((await kept(who.profileId, titleId)).finished)
    await player.beat(300, 300_000, 5)
    assert.isTrue((await kept(who.profileId, titleId)).finished)
    await player.beat(100, 650_000, 11)
    assert.isTrue((await kept(who.profileId, titleId)).finished)

    clock.advance(1000)
    const again = await Player.start(client, who, { titleId })
    clock.advance(60_000)
    await again.beat(60, 60_000)
    const restarted = await kept(who.profileId, titleId)
    assert.isFalse(restarted.finished)
    assert.equal(restarted.position_ms, 60_000)

    await player.beat(590, 660_000, 12)
    assert.deepEqual(await kept(who.profileId, titleId), restarted)
  })

  test('count as watched from the credits on', async ({ client, assert }) => {
    const { titleId } = await playableFilm({
      skipMarkers: [{ kind: 'credits', startSeconds: 500, endSeconds: 600 }],
    })
    const who = await viewer()
    const player = await Player.start(client, who, { titleId })
    clock.freeze(Date.now() + 700_000)
    await player.beat(499, 499_000)
    assert.isFalse((await kept(who.profileId, titleId)).finished)
    await player.beat(501, 501_000)
    assert.isTrue((await kept(who.profileId, titleId)).finished)
  })

  test('bring a new edge policy before the old one ends', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const player = await Player.start(client, await viewer(), { titleId })
    const ends = Date.parse(player.session.edgePolicy.expiresAt)
    clock.freeze(ends - 600_000)
    const { edgePolicy } = (await player.beat(100, 100_000)).body()
    assert.isAbove(Date.parse(edgePolicy.expiresAt), ends)
    assert.properties(edgePolicy.query, ['Policy', 'Signature', 'Key-Pair-Id'])
  })

  test('are refused with a token that is missing, altered, expired or of another session', async ({
    client,
  }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const player = await Player.start(client, who, { titleId })
    const other = await Player.start(client, await viewer(), { titleId })
    const send = (token: string) =>
      client
        .post(player.session.heartbeat.url)
        .bearerToken(token)
        .json({ positionSeconds: 1, elapsedMs: 1000, sequence: 1 })

    const wrong = [altered(player.session.token), who.token, player.session.licence.token, 'x']
    for (const token of wrong) {
      const response = await send(token)
      response.assertStatus(401)
      response.assertBodyContains({ code: 'playback.session-token-invalid' })
    }
    const stolen = await send(other.session.token)
    stolen.assertStatus(403)
    stolen.assertBodyContains({ code: 'playback.other-session' })

    clock.freeze(Date.now() + playback.sessionSeconds * 1000 + 1000)
    const expired = await send(player.session.token)
    expired.assertStatus(401)
    expired.assertBodyContains({ code: 'playback.session-token-expired' })
  })

  test('replayed after the end are told to stop', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const player = await Player.start(client, who, { titleId })
    clock.freeze(Date.now() + 60_000)
    ;(await player.end(50, 50_000)).assertStatus(200)
    ;(await player.end(50, 50_000)).assertStatus(200)
    const replayed = await player.beat(20, 20_000, 1)
    assert.deepInclude(replayed.body(), { acknowledged: true, action: 'stop', reason: 'ended' })
    assert.equal((await kept(who.profileId, titleId)).position_ms, 50_000)
    const session = await db.from('playback.play_sessions').where('id', player.session.id).first()
    assert.equal(session.ended_at.getTime(), clock.now())
  })

  test('are refused when a field is wrong, missing or unknown', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const { session } = await Player.start(client, await viewer(), { titleId })
    const right = { positionSeconds: 1, elapsedMs: 1000, sequence: 1 }
    const bodies = [
      {},
      { ...right, positionSeconds: -1 },
      { ...right, positionSeconds: '1' },
      { ...right, elapsedMs: -1 },
      { ...right, sequence: 1.5 },
      { ...right, sequence: 2 ** 31 },
      { ...right, state: 'dancing' },
      { ...right, profileId: session.id },
    ]
    for (const body of bodies) {
      const response = await client
        .post(session.heartbeat.url)
        .bearerToken(session.token)
        .json(body)
      assert.equal(response.status(), 422, JSON.stringify(body))
    }
  })
})
