import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import playback from '#config/playback'
import { clock } from '#core/clock'
import { newId, type AccountId, type PlaySessionId, type ProfileId, type TitleId } from '#core/ids'
import { countQueries } from '#tests/query_count'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { issueAccessToken } from '#identity'
import { RollUpQuality } from '../../actions/roll_up_quality.js'
import { FindQuality } from '../../queries/find_quality.js'
import { failureOf, type PlayQuality } from '../../quality/play_quality.js'
import { qualityWriter } from '../../quality/quality_writer.js'
import { ACCURACY } from '../../quality/start_time_sketch.js'
import { Player } from '../support/player.js'
import { GOOD, report } from '../support/quality.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A day of its own, so that no other test's plays are in it. */
const NOON = Date.UTC(2027, 2, 10, 12)

function played(startedAt: number, more: Partial<PlayQuality> = {}): PlayQuality {
  const quality = {
    ...GOOD,
    network: 'wifi' as const,
    sessionId: newId<PlaySessionId>(),
    accountId: newId<AccountId>(),
    profileId: newId<ProfileId>(),
    titleId: newId<TitleId>(),
    episodeId: null,
    country: 'DE',
    startedAt,
    receivedAt: startedAt + 60_000,
    failed: null,
    ...more,
  }
  return { ...quality, failed: failureOf(quality) }
}

const record = (plays: PlayQuality[]) =>
  Promise.all(plays.map((play) => qualityWriter.record(play)))
const find = (from: number, to: number, by: 'device' | 'country' | 'title' = 'country') =>
  new FindQuality().handle({ from: new Date(from), to: new Date(to), by, limit: 10 })

async function staffToken() {
  const { token } = await issueAccessToken({
    ...{ accountId: newId<AccountId>(), deviceId: newId(), roles: ['viewer', 'support'] },
    profiles: [],
  } as Parameters<typeof issueAccessToken>[0])
  return token
}

test.group('The report on how well playing goes', (group) => {
  group.each.setup(() => clock.freeze(NOON + 2 * HOUR_MS))
  group.each.teardown(() => clock.restore())
  group.each.teardown(async () => {
    await db.rawQuery(`delete from playback.quality where started_at >= '2027-01-01'`)
    await db.rawQuery(`delete from playback.quality_hours where hour >= '2027-01-01'`)
  })

  test('sums up plays in the terms of CTA-2066', async ({ assert }) => {
    const fatal = [{ code: 'shaka.1002', fatal: true }]
    await record([
      played(NOON, { startTimeMs: 500, playingMs: 90_000, rebuffers: 2, rebufferMs: 10_000 }),
      played(NOON, { startTimeMs: 1500, playingMs: 0, errors: fatal }),
      played(NOON, { startTimeMs: null, playingMs: 0, errors: fatal, totalFrames: 0 }),
      played(NOON, { startTimeMs: null, playingMs: 0, ended: true, totalFrames: 0 }),
    ])
    await new RollUpQuality().handle()
    const { total } = await find(NOON, NOON + HOUR_MS)
    assert.deepInclude(total, {
      ...{ plays: 4, starts: 2, startFailures: 1, playbackFailures: 1, exitsBeforeStart: 1 },
      ...{ rebufferRatio: 0.1, rebuffers: 2, playingSeconds: 90, rebufferSeconds: 10 },
      averageBitrate: 2_000_000,
    })
    assert.closeTo(total.startTimeMs.p50!, 500, 500 * ACCURACY)
  })

  test('is within its stated error of the true quantiles, over hours and groups', async ({
    assert,
  }) => {
    const times = Array.from({ length: 300 }, (_, index) => Math.round(120 * 1.02 ** index))
    await record(
      times.map((startTimeMs, index) =>
        played(NOON - (index % 7) * HOUR_MS, { startTimeMs, country: index % 2 ? 'FR' : 'DE' })
      )
    )
    await new RollUpQuality().handle()
    const found = await find(NOON - DAY_MS, NOON + HOUR_MS)
    const near = (all: number[], share: number, ms: number | null) => {
      const wanted = all[Math.floor(share * (all.length - 1))]!
      assert.isAtMost(Math.abs(ms! - wanted), wanted * ACCURACY + 0.5)
    }
    near(times, 0.5, found.total.startTimeMs.p50)
    near(times, 0.95, found.total.startTimeMs.p95)
    near(times, 0.99, found.total.startTimeMs.p99)
    const french = times.filter((_, index) => index % 2)
    const france = found.groups.find(({ key }) => key === 'FR')!
    assert.equal(france.plays, 150)
    near(french, 0.95, france.startTimeMs.p95)
    assert.lengthOf(found.series, 7)
    assert.equal(
      found.series.reduce((sum, { plays }) => sum + plays, 0),
      300
    )
  })

  test('holds what came late, and each play once, however often it is made', async ({ assert }) => {
    const play = played(NOON)
    await record([play, played(NOON)])
    await new RollUpQuality().handle()
    await new RollUpQuality().handle()
    assert.equal((await find(NOON, NOON + HOUR_MS)).total.plays, 2)

    clock.freeze(NOON + 20 * HOUR_MS)
    await record([{ ...play, sequence: 9, playingMs: 70_000 }, played(NOON + 19 * HOUR_MS)])
    await new RollUpQuality().handle()
    const { total } = await find(NOON, NOON + HOUR_MS)
    assert.equal(total.plays, 2)
    assert.equal(total.playingSeconds, 80)
  })

  test('is made by one process at a time', async ({ assert }) => {
    await record([played(NOON)])
    const done = await Promise.all([1, 2, 3].map(() => new RollUpQuality().handle()))
    assert.include(done, true)
    assert.equal((await find(NOON, NOON + HOUR_MS)).total.plays, 1)
  })

  test('outlives its raw rows, which go after their time', async ({ assert }) => {
    await record([played(NOON, { startTimeMs: 900 })])
    await new RollUpQuality().handle()
    clock.freeze(NOON + (playback.qualityRawDays + 2) * DAY_MS)
    await record([played(clock.now())])
    await new RollUpQuality().handle()
    const { rows } = await db.rawQuery(
      `select 1 from pg_class where relname = 'quality_20270310' and relkind = 'r'`
    )
    assert.lengthOf(rows, 0)
    const { total } = await find(NOON, NOON + HOUR_MS)
    assert.equal(total.plays, 1)
    assert.closeTo(total.startTimeMs.p50!, 900, 9.5)
  })

  test('is given to staff, with the names of titles', async ({ client, assert }) => {
    clock.restore()
    const { titleId } = await playableFilm({ name: 'Measured' })
    const { session } = await Player.start(client, await viewer(), { titleId })
    ;(await report(client, session, {})).assertStatus(204)
    await new RollUpQuality().handle()
    const token = await staffToken()
    const ask = (query: object) => client.get('/v1/staff/quality').qs(query).bearerToken(token)
    const response = await ask({ by: 'title', limit: 100 })
    response.assertStatus(200)
    const measured = response.body().groups.find(({ key }: { key: string }) => key === titleId)
    assert.deepInclude(measured, { name: 'Measured', plays: 1 })
    const again = await ask({ by: 'title', limit: 100 }).header(
      'if-none-match',
      response.header('etag')!
    )
    again.assertStatus(304)
    const count = await countQueries(() => ask({ by: 'title' }))
    assert.equal(count, 3)
  })

  test('asks for a span that makes sense', async ({ client, assert }) => {
    const token = await staffToken()
    for (const query of [
      { from: 'yesterday' },
      { from: '2026-13-01' },
      { from: '2026-02-02', to: '2026-02-01' },
      { from: '2020-01-01', to: '2026-01-01' },
      { by: 'account' },
      { limit: 1000 },
      { sql: '1' },
    ]) {
      const response = await client.get('/v1/staff/quality').qs(query).bearerToken(token)
      assert.equal(response.status(), 422, JSON.stringify(query))
    }
    const nothing = await client
      .get('/v1/staff/quality')
      .qs({ from: '2001-01-01', to: '2001-01-02T12:00Z' })
      .bearerToken(token)
    nothing.assertStatus(200)
    assert.equal(nothing.body().total.plays, 0)
    assert.isNull(nothing.body().total.startTimeMs.p50)
  })
})
