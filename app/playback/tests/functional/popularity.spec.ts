import { test } from '@japa/runner'
import { v7 } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { newId, type TitleId } from '#core/ids'
import { countQueries } from '#tests/query_count'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { RollUpPopularity } from '../../actions/roll_up_popularity.js'
import { popularRail } from '../../popular_rail.js'
import { FindPopular } from '../../queries/find_popular.js'
import { pressPlay } from '../support/player.js'

const DAY_MS = 24 * 3_600_000
const NOW = Date.UTC(2028, 5, 15, 12)

/** Plays of a title by as many profiles, some days ago. */
async function played(
  titleId: string,
  profiles: number,
  daysAgo: number,
  country = 'DE',
  now = NOW
) {
  const startedAt = now - daysAgo * DAY_MS
  const rows = Array.from({ length: profiles }, () => ({
    ...{ id: v7({ msecs: startedAt }), account_id: newId(), profile_id: newId() },
    ...{ device_id: newId(), title_id: titleId, asset_id: newId(), country },
    started_at: new Date(startedAt),
  }))
  if (rows.length > 0) await db.table('playback.play_sessions').multiInsert(rows)
  return rows
}

const popular = async (country: string) =>
  (await new FindPopular().handle({ country, limit: 50 })).map(({ titleId }) => titleId)
const ids = (count: number) => Array.from({ length: count }, () => newId<TitleId>())

test.group('What is popular', (group) => {
  group.each.setup(() => clock.freeze(NOW))
  group.each.teardown(async () => {
    clock.restore()
    await db.rawQuery(`delete from playback.play_sessions where started_at > '2028-01-01'`)
    await db.rawQuery(
      'truncate playback.title_days, playback.popular_titles, playback.trending_titles'
    )
  })

  test('is what many profiles played, lately more than long ago', async ({ assert }) => {
    const [few, many, once, old] = ids(4)
    await played(few!, 3, 0)
    await played(many!, 8, 0)
    await played(old!, 20, 12)
    await played(once!, 1, 30)
    await new RollUpPopularity().handle()
    assert.deepEqual(await popular('DE'), [many, few, old])
  })

  test('is not moved by one profile that presses play again and again', async ({ assert }) => {
    const [loud, liked] = ids(2)
    const [row] = await played(loud!, 1, 0)
    const again = Array.from({ length: 50 }, () => ({ ...row!, id: v7({ msecs: NOW }) }))
    await db.table('playback.play_sessions').multiInsert(again)
    await played(liked!, 2, 0)
    await new RollUpPopularity().handle()
    assert.deepEqual(await popular('DE'), [liked, loud])
  })

  test('is told by country where that has enough plays', async ({ assert }) => {
    const [french, other] = ids(2)
    await played(french!, 60, 0, 'FR')
    await Promise.all(ids(9).map((id) => played(id, 5, 0, 'FR')))
    await played(other!, 99, 0, 'DE')
    await new RollUpPopularity().handle()
    assert.equal((await popular('FR'))[0]!, french!)
    assert.notInclude(await popular('FR'), other!)
    assert.equal((await popular('DE'))[0]!, other!)
    assert.deepEqual(await popular('DE'), await popular('NZ'))
  })

  test('is the same however often, and by however many, it is worked out', async ({ assert }) => {
    const [first, second] = ids(2)
    await played(first!, 2, 0)
    await played(second!, 5, 1)
    await Promise.all([1, 2, 3].map(() => new RollUpPopularity().handle()))
    const once = await new FindPopular().handle({ country: 'DE', limit: 9 })
    clock.advance(600_000)
    await new RollUpPopularity().handle()
    assert.deepEqual(await new FindPopular().handle({ country: 'DE', limit: 9 }), once)
    await played(first!, 9, 0)
    await new RollUpPopularity().handle()
    assert.deepEqual(await popular('DE'), [first, second])
    assert.equal(await countQueries(() => popular('DE')), 1)
  })

  test('makes up for the days on which no worker ran', async ({ assert }) => {
    const [before, meanwhile] = ids(2)
    await played(before!, 1, 9)
    clock.freeze(NOW - 9 * DAY_MS)
    await new RollUpPopularity().handle()
    clock.freeze(NOW)
    await played(meanwhile!, 2, 5)
    await new RollUpPopularity().handle()
    assert.deepEqual(await popular('DE'), [meanwhile, before])
  })

  test('is trending once it is played more than before, and only while it is', async ({
    assert,
  }) => {
    const [steady, rising, rare] = ids(3)
    for (let day = 0; day < 14; day++) await played(steady!, 30, day)
    for (let day = 2; day < 14; day++) await played(rising!, 1, day)
    await played(rising!, 20, 0)
    await played(rare!, 2, 0)
    const trending = async () => {
      await new RollUpPopularity().handle()
      const list = await new FindPopular().list({ list: 'trending', country: 'DE', limit: 99 })
      return list.titles.map(({ titleId }) => titleId)
    }
    assert.equal((await trending())[0], rising)
    assert.notInclude(await trending(), rare!)
    clock.freeze(NOW + 5 * DAY_MS)
    assert.notInclude(await trending(), rising!)
    clock.freeze(NOW)
  })

  test('stands on a rail, for the age it is for', async ({ client, assert }) => {
    clock.restore()
    const films = await Promise.all(
      Array.from({ length: 5 }, (_, index) => playableFilm({ maturity: index === 0 ? 16 : 6 }))
    )
    // More profiles than any title of another test has, or there would be others on the rail.
    for (const { titleId } of films) await played(titleId, 40, 0, 'US', Date.now())
    await new RollUpPopularity().handle()
    const pressed = await pressPlay(client, await viewer(), { titleId: films[1]!.titleId })
    pressed.assertStatus(201)
    await new RollUpPopularity().handle()
    const viewing = {
      profileId: null,
      kids: false,
      maturityLimit: 12,
      country: 'US',
      languages: [],
    }
    const rail = await popularRail.load(viewing)
    const shown = rail!.items.map(({ id }) => id)
    assert.includeMembers(
      shown,
      films.slice(1).map(({ titleId }) => titleId)
    )
    assert.notInclude(shown, films[0]!.titleId)
  })

  test('comes first in a search and in a list, until nobody plays it any more', async ({
    client,
    assert,
  }) => {
    const name = `Lanterns ${newId().slice(-6)}`
    const [generated, liked, unplayed] = await Promise.all(
      Array.from({ length: 3 }, () => playableFilm({ name }))
    )
    const filmIds = [generated, liked, unplayed].map((film) => film!.titleId)
    await db
      .table('catalog.title_popularity')
      .insert({ title_id: generated!.titleId, popularity: 0.4 })
    const orders = async () => {
      const { token, profileId } = await viewer()
      const get = async (path: string, query: object) => {
        const answer = await client.get(path).qs(query).bearerToken(token)
        answer.assertStatus(200)
        return answer.body() as { items: { id: string }[]; nextCursor: string | null }
      }
      // Other tests' titles stand between, on as many pages as they fill.
      const listed: string[] = []
      let cursor: string | null = null
      do {
        const after = cursor === null ? {} : { cursor }
        const page = await get('/v1/titles', { sort: 'popular', profileId, limit: 100, ...after })
        listed.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor !== null)
      const { items } = await get('/v1/search', { q: name, profileId })
      return {
        found: items.map(({ id }) => id),
        listed: listed.filter((id) => (filmIds as string[]).includes(id)),
      }
    }
    const popularities = async () => {
      const rows = await db.from('catalog.title_popularity').whereIn('title_id', filmIds)
      return filmIds.map((id) => rows.find((row) => row.title_id === id)?.popularity as number)
    }
    // Any search makes the three known to it; what one found is kept for some minutes.
    await client
      .get('/v1/search')
      .qs({ q: 'x' })
      .bearerToken((await viewer()).token)

    await played(liked!.titleId, 30, 0)
    await new RollUpPopularity().handle()
    // Nothing else is played in this month, so it is the most played of all.
    assert.deepEqual(await popularities(), [0.4, 1, undefined])
    const { found, listed } = await orders()
    assert.deepEqual(listed, [liked!.titleId, generated!.titleId, unplayed!.titleId])
    assert.equal(found[0], liked!.titleId)

    clock.advance(40 * DAY_MS)
    await new RollUpPopularity().handle()
    assert.deepEqual(await popularities(), [0.4, 0, undefined])
    assert.equal((await orders()).listed[0], generated!.titleId)
  })
})
