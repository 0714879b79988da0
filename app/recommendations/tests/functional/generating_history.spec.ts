import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { GenerateCatalogue } from '#catalog'
import { playableFilm, playableShow } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { newId } from '#core/ids'
import { clock } from '#core/clock'
import { GENERATED_IDS } from '#core/seeded_random'
import { DeleteGeneratedHistory, GenerateHistory } from '../../actions/generate_history.js'

const UNTIL = Math.floor(Date.now() / 3_600_000) * 3_600_000
const SIZE = { profiles: 60, perProfile: 12, groups: 4, weeks: 10, until: UNTIL }
const TABLES = {
  'identity.accounts': 'id',
  'identity.profiles': 'id',
  'identity.devices': 'id',
  'playback.progress': 'profile_id',
  'playback.play_sessions': 'account_id',
  'catalog.opinions': 'profile_id',
}

interface Progress {
  profile_id: string
  title_id: string
  episode_id: string | null
  viewing_started_at: Date
  observed_at: Date
  finished_at: Date | null
  position_ms: number
  duration_ms: number
}

/** Every generated row, as one text. */
async function everything(): Promise<string> {
  const parts = Object.entries(TABLES).map(async ([table, column]) => {
    const { rows } = await db.rawQuery<{ rows: { text: string }[] }>(
      `select string_agg(r::text, e'\\n' order by r::text) as text from ${table} r
       where ${column} >= ? and ${column} < ?`,
      [GENERATED_IDS.first, GENERATED_IDS.last]
    )
    return `${table}\n${rows[0]?.text}`
  })
  return (await Promise.all(parts)).join('\n')
}

const generatedProgress = (): Promise<Progress[]> =>
  db
    .from('playback.progress')
    .where('profile_id', '>=', GENERATED_IDS.first)
    .where('profile_id', '<', GENERATED_IDS.last)
    .orderBy('observed_at')

test.group('Generating histories', (group) => {
  group.each.setup(async () => {
    await db.rawQuery(
      `truncate catalog.titles, catalog.people, catalog.collections,
         playback.progress, playback.play_sessions cascade`
    )
    await new DeleteGeneratedHistory().handle()
    return () => new DeleteGeneratedHistory().handle()
  })

  test('the same seed gives the same viewers and histories; another gives others', async ({
    assert,
  }) => {
    await new GenerateCatalogue().handle({ titles: 80, seed: 3 })
    await new GenerateHistory().handle({ ...SIZE, seed: 7 })
    const first = await everything()
    await new GenerateHistory().handle({ ...SIZE, seed: 7, replace: true })
    assert.isTrue((await everything()) === first)
    await new GenerateHistory().handle({ ...SIZE, seed: 8, replace: true })
    assert.isFalse((await everything()) === first)
  })

  test('they are as heartbeats would have left them', async ({ assert }) => {
    await new GenerateCatalogue().handle({ titles: 80, seed: 3 })
    const made = await new GenerateHistory().handle({ ...SIZE, seed: 7 })
    assert.equal(made.profiles, SIZE.profiles)
    assert.closeTo(made.meanTitles, SIZE.perProfile, 4)

    const progress = await generatedProgress()
    for (const row of progress) {
      assert.isAtMost(row.position_ms, row.duration_ms)
      assert.isAtLeast(row.viewing_started_at.getTime(), UNTIL - 10 * 7 * 24 * 3_600_000)
      assert.isAtMost(row.observed_at.getTime(), UNTIL)
      assert.isAtMost(row.viewing_started_at.getTime(), row.observed_at.getTime())
      const isAtTheEnd = row.position_ms >= row.duration_ms * 0.95
      assert.isTrue(!isAtTheEnd || row.finished_at !== null)
    }
    const left = progress.filter(({ position_ms: at }) => at < 120_000)
    const finished = progress.filter(({ finished_at: at }) => at !== null)
    assert.isAbove(left.length, progress.length * 0.02)
    assert.isAbove(finished.length, progress.length * 0.4)
    assert.isAbove(progress.length - left.length - finished.length, progress.length * 0.05)
  })

  test('episodes of a show are watched in order', async ({ assert }) => {
    const { titleId: showId, episodeIds } = await playableShow(4)
    await db.from('catalog.titles').update({ published_at: new Date(UNTIL - 1e11) })
    await new GenerateHistory().handle({ ...SIZE, seed: 7 })
    const order = new Map(episodeIds.map((id, place) => [id as string, place]))
    const byProfile = new Map<string, number[]>()
    for (const { profile_id: id, episode_id: episodeId, title_id: titleId } of [
      ...(await generatedProgress()),
    ].sort((a, b) => a.viewing_started_at.getTime() - b.viewing_started_at.getTime())) {
      assert.equal(titleId, showId)
      byProfile.set(id, [...(byProfile.get(id) ?? []), order.get(episodeId!)!])
    }
    assert.isTrue([...byProfile.values()].some((places) => places.length > 2))
    for (const places of byProfile.values()) {
      // An episode that was not seen to its end is gone on with, so its row comes later.
      assert.deepEqual([...places].sort(), [...new Set(places)].sort())
      assert.include(places, 0)
    }
  })

  test('a session is kept for each play of what can be played, and makes titles popular', async ({
    assert,
  }) => {
    const { titleId } = await playableFilm()
    await playableFilm()
    await db.from('catalog.titles').update({ published_at: new Date(UNTIL - 1e11) })
    const made = await new GenerateHistory().handle({ ...SIZE, seed: 7 })
    const sessions = await db.from('playback.play_sessions').where('title_id', titleId)
    assert.isAbove(sessions.length, 0)
    assert.lengthOf(await db.from('playback.play_sessions'), made.plays)
    for (const session of sessions) assert.isAbove(session.ended_at, session.started_at)
    const popular = await db.from('catalog.title_popularity').where('title_id', titleId).first()
    assert.isAbove(popular.popularity, 0)
    assert.isTrue(popular.measured)
  })

  test('viewers who like the same watch the same: groups can be told apart by their plays', async ({
    assert,
  }) => {
    await new GenerateCatalogue().handle({ titles: 300, seed: 3 })
    await new GenerateHistory().handle({ ...SIZE, profiles: 150, perProfile: 20, seed: 7 })
    const { rows } = await db.rawQuery<{ rows: { pairs: string; expected: string }[] }>(
      `with watched as (
         select distinct profile_id, title_id from playback.progress
         where profile_id >= ? and profile_id < ? and finished_at is not null
       ), counted as (select title_id, count(*) as n from watched group by 1),
       together as (
         select a.profile_id, b.profile_id as other, count(*) as n
         from watched a join watched b using (title_id) where a.profile_id < b.profile_id group by 1, 2
       )
       select (select sum(n * (n - 1)) from together)::text as pairs,
         (select sum(n) ^ 2 / greatest(count(*), 1) from together)::text as expected`,
      [GENERATED_IDS.first, GENERATED_IDS.last]
    )
    // Overlaps vary far more between pairs than they would if everyone chose alike (Poisson).
    assert.isAbove(Number(rows[0]!.pairs), 1.2 * Number(rows[0]!.expected))
  })

  test('a second run adds nothing unless it may replace; then real viewers keep theirs', async ({
    assert,
  }) => {
    const { titleId } = await playableFilm()
    await db.from('catalog.titles').update({ published_at: new Date(UNTIL - 1e11) })
    const { profileId } = await viewer()
    await db.table('playback.progress').insert({
      ...{ profile_id: profileId, playable_id: titleId, title_id: titleId, session_id: newId() },
      ...{ viewing_started_at: clock.date(), observed_at: clock.date(), sequence: 0 },
      ...{ position_ms: 1, duration_ms: 2 },
    })
    await new GenerateHistory().handle({ ...SIZE, seed: 1 })
    const before = await everything()
    await assert.rejects(
      () => new GenerateHistory().handle({ ...SIZE, seed: 2 }),
      'Generated viewers are there already; they can be replaced'
    )
    assert.isTrue((await everything()) === before)
    await new GenerateHistory().handle({ ...SIZE, seed: 2, replace: true })
    assert.lengthOf(await db.from('playback.progress').where('profile_id', profileId), 1)
    await new DeleteGeneratedHistory().handle()
    assert.lengthOf(await db.from('playback.progress'), 1)
    assert.lengthOf(
      await db.from('identity.accounts').where('id', '<', GENERATED_IDS.last).select('id'),
      0
    )
  })

  test('without anything to watch it says so and makes nobody', async ({ assert }) => {
    await assert.rejects(
      () => new GenerateHistory().handle({ ...SIZE, seed: 1 }),
      'No film and no show is published; histories need something to watch'
    )
    assert.lengthOf(
      await db.from('identity.accounts').where('id', '<', GENERATED_IDS.last).select('id'),
      0
    )
  })

  test('real profiles can be given a history too, of a size of their own', async ({ assert }) => {
    await new GenerateCatalogue().handle({ titles: 80, seed: 3 })
    const { accountId, profileId } = await viewer()
    const guest = { accountId, profileId, deviceId: newId(), country: 'DE', createdAt: 0 }
    await new GenerateHistory().handle({
      ...{ ...SIZE, seed: 7, guests: { viewers: [guest as never], perProfile: 8 } },
    })
    const mine = await db.from('playback.progress').where('profile_id', profileId)
    assert.isAbove(mine.length, 1)
  })
})
