import { test } from '@japa/runner'
import { register } from 'prom-client'
import db from '@adonisjs/lucid/services/db'
import playback from '#config/playback'
import { clock } from '#core/clock'
import { countQueries } from '#tests/query_count'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { altered, Player } from '../support/player.js'
import { GOOD, report } from '../support/quality.js'

const kept = (sessionId: string) =>
  db.from('playback.quality').where('session_id', sessionId).first()

async function metric(name: string, labels: Record<string, string> = {}): Promise<number> {
  const found = await register.getSingleMetric(name)!.get()
  const value = found.values.find(
    (each) =>
      (each as { metricName?: string }).metricName !== `${name}_bucket` &&
      Object.entries(labels).every(([label, wanted]) => each.labels[label] === wanted)
  )
  return value?.value ?? 0
}

test.group('Reports on how a play goes', (group) => {
  group.each.teardown(() => clock.restore())

  async function play(client: Parameters<typeof Player.start>[0]) {
    const { titleId } = await playableFilm()
    const { session } = await Player.start(client, await viewer(), { titleId })
    clock.freeze(Date.now() + 3_600_000)
    return { session, titleId }
  }

  test('are on disk when they are answered, with what the session says', async ({
    client,
    assert,
  }) => {
    const { session, titleId } = await play(client)
    const response = await report(client, session, { startTimeMs: 640 })
    response.assertStatus(204)
    const row = await kept(session.id)
    assert.deepInclude(row, {
      ...{ title_id: titleId, start_time_ms: 640, device_kind: 'web', network: 'wifi' },
      ...{ country: 'US', failed: null, ended: false, sequence: 1 },
    })
  })

  test('replace one another by their number, in whatever order they come', async ({
    client,
    assert,
  }) => {
    const { session } = await play(client)
    for (const [sequence, playingMs] of [
      [2, 20_000],
      [1, 10_000],
      [3, 30_000],
      [3, 99_000],
      [2, 20_000],
    ]) {
      ;(await report(client, session, { sequence, playingMs })).assertStatus(204)
    }
    const row = await kept(session.id)
    assert.equal(row.playing_ms, 30_000)
    const rows = await db.from('playback.quality').where('session_id', session.id)
    assert.lengthOf(rows, 1)
  })

  test('may be sent by a closing page, which can set no header', async ({ client, assert }) => {
    for (const type of ['text/plain;charset=UTF-8', 'application/json']) {
      const { session } = await play(client)
      const path = `/v1/playback/sessions/${session.id}/quality`
      const body = JSON.stringify({ ...GOOD, ended: true, token: session.token })
      const response = await fetch(`http://${process.env.HOST}:${process.env.PORT}${path}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      })
      assert.equal(response.status, 204, type)
      assert.isTrue((await kept(session.id)).ended)
      clock.restore()
    }
  })

  test('are refused without the token of their own session', async ({ client, assert }) => {
    const { session } = await play(client)
    clock.restore()
    const other = await play(client)
    const path = `/v1/playback/sessions/${session.id}/quality`
    const stolen = await client.post(path).json({ ...GOOD, token: other.session.token })
    stolen.assertStatus(403)
    for (const token of [undefined, altered(session.token), session.licence.token, '']) {
      const response = await client.post(path).json({ ...GOOD, token })
      response.assertStatus(401)
    }
    // A header decides when there is one.
    const both = await client
      .post(path)
      .bearerToken(altered(session.token))
      .json({ ...GOOD, token: session.token })
    both.assertStatus(401)
    assert.isNull(await kept(session.id))
  })

  test('are refused when a field is wrong, missing, too much or unknown', async ({
    client,
    assert,
  }) => {
    const { session } = await play(client)
    const error = { code: 'shaka.1001', fatal: false }
    for (const wrong of [
      { sequence: -1 },
      { sequence: 2 ** 31 },
      { startTimeMs: 1.5 },
      { startTimeMs: undefined },
      { deviceKind: 'toaster' },
      { network: 'carrier pigeon' },
      { playerVersion: 'a\u0000b' },
      { playerVersion: 'v'.repeat(33) },
      { errors: Array(11).fill(error) },
      { errors: [{ ...error, code: 'no spaces please' }] },
      { errors: [{ ...error, stack: '…' }] },
      { accountId: session.id },
    ]) {
      const response = await report(client, session, wrong)
      assert.equal(response.status(), 422, JSON.stringify(wrong))
    }
    assert.isNull(await kept(session.id))
  })

  test('cannot say that a play lasted longer than its session', async ({ client, assert }) => {
    const { session } = await play(client)
    await report(client, session, { playingMs: 40 * 3_600_000, rebufferMs: 30 * 3_600_000 })
    const row = await kept(session.id)
    assert.isAtMost(row.playing_ms, 3_601_000)
    assert.isAtMost(row.rebuffer_ms, 3_601_000)
  })

  test('are bounded for each session', async ({ client, assert }) => {
    const { session } = await play(client)
    const statuses: number[] = []
    for (let sequence = 1; sequence <= 61; sequence++) {
      statuses.push((await report(client, session, { sequence })).status())
    }
    assert.deepEqual(statuses.slice(0, 60), Array(60).fill(204))
    assert.equal(statuses[60], 429)
  })

  test('of many players share statements, and each costs one', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const players = await Promise.all(
      Array.from({ length: 20 }, async () => Player.start(client, await viewer(), { titleId }))
    )
    await report(client, players[0]!.session, {})
    const one = await countQueries(() => report(client, players[0]!.session, { sequence: 2 }))
    assert.equal(one, 1)
    const many = await countQueries(async () => {
      const answers = await Promise.all(players.map(({ session }) => report(client, session, {})))
      for (const answer of answers) answer.assertStatus(204)
    })
    assert.isBelow(many, 20)
  })

  test('find a place on days that nobody has prepared', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    clock.freeze(Date.UTC(2031, 4, 5, 12))
    const { session } = await Player.start(client, await viewer(), { titleId })
    ;(await report(client, session, {})).assertStatus(204)
    assert.equal((await kept(session.id)).start_time_ms, 800)
    await db.rawQuery('drop table playback.quality_20310505')
  })

  test('are counted once, whatever is repeated', async ({ client, assert }) => {
    const { session } = await play(client)
    const before = {
      plays: await metric('flixflow_quality_plays_total'),
      failures: await metric('flixflow_quality_failures_total', { phase: 'playback' }),
      rebuffered: await metric('flixflow_quality_rebuffer_seconds_total'),
      exits: await metric('flixflow_quality_exits_before_start_total'),
    }
    await report(client, session, { sequence: 1, rebufferMs: 1000 })
    await report(client, session, { sequence: 1, rebufferMs: 1000 })
    await report(client, session, {
      ...{ sequence: 2, rebufferMs: 4000, ended: true },
      errors: [{ code: 'shaka.3016', fatal: true }],
    })
    await report(client, session, {
      ...{ sequence: 3, rebufferMs: 4000, ended: true },
      errors: [{ code: 'shaka.3016', fatal: true }],
    })
    assert.equal((await metric('flixflow_quality_plays_total')) - before.plays, 1)
    assert.equal(
      (await metric('flixflow_quality_failures_total', { phase: 'playback' })) - before.failures,
      1
    )
    const rebuffered = await metric('flixflow_quality_rebuffer_seconds_total')
    assert.closeTo(rebuffered - before.rebuffered, 4, 1e-6)

    clock.restore()
    const { session: left } = await play(client)
    await report(client, left, { startTimeMs: null, playingMs: 0, ended: true })
    assert.equal((await metric('flixflow_quality_exits_before_start_total')) - before.exits, 1)
  })

  test('come to nothing once their session’s token has expired', async ({ client }) => {
    const { session } = await play(client)
    clock.freeze(Date.now() + playback.sessionSeconds * 1000 + 1000)
    const late = await report(client, session, {})
    late.assertStatus(401)
    late.assertBodyContains({ code: 'playback.session-token-expired' })
  })
})
