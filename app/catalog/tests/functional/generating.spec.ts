import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { GenerateCatalogue } from '../../actions/generate_catalogue.js'
import { GENERATED_COLUMNS } from '../../generating/rows.js'
import { publishedFilm, publishedShow, viewer } from '../catalogue.js'

/** Every row of every table that is generated, as one text. */
async function everything(): Promise<string> {
  const parts = Object.keys(GENERATED_COLUMNS).map(async (table) => {
    const { rows } = await db.rawQuery<{ rows: { text: string }[] }>(
      `select string_agg(r::text, e'\\n' order by r::text) as text from catalog.${table} r`
    )
    return `${table}\n${rows[0]?.text}`
  })
  return (await Promise.all(parts)).join('\n')
}

test.group('Generating a catalogue', (group) => {
  group.each.setup(async () => {
    await db.rawQuery(
      `truncate catalog.titles, catalog.genres, catalog.tags, catalog.people,
         catalog.collections cascade`
    )
  })

  test('the same seed gives the same catalogue, ids included; another gives another', async ({
    assert,
  }) => {
    const made = await new GenerateCatalogue().handle({ titles: 120, seed: 7 })
    assert.equal(made.titles, 120)
    const first = await everything()
    await new GenerateCatalogue().handle({ titles: 120, seed: 7, replace: true })
    assert.isTrue((await everything()) === first)
    await new GenerateCatalogue().handle({ titles: 120, seed: 8, replace: true })
    assert.isFalse((await everything()) === first)
  })

  test('what editors made stays when the generated titles are replaced', async ({ assert }) => {
    const film = await publishedFilm({ credits: [{ name: 'Ada Lovelace', role: 'actor' }] })
    await new GenerateCatalogue().handle({ titles: 20, seed: 1 })
    await new GenerateCatalogue().handle({ titles: 10, seed: 2, replace: true })
    const titles = await db.from('catalog.titles').whereNot('kind', 'extra').select('id')
    assert.lengthOf(titles, 11)
    assert.include(
      titles.map(({ id }: { id: string }) => id),
      film.id
    )
    assert.isNotNull(await db.from('catalog.people').where('name', 'Ada Lovelace').first())
  })

  test('a second run adds nothing to the first unless it may replace it', async ({ assert }) => {
    await new GenerateCatalogue().handle({ titles: 5, seed: 1 })
    const before = await everything()
    await assert.rejects(
      () => new GenerateCatalogue().handle({ titles: 5, seed: 1 }),
      'Generated titles are there already; they can be replaced'
    )
    assert.isTrue((await everything()) === before)
  })

  test("the search's indexes are all there afterwards, and a generated title is found", async ({
    client,
    assert,
  }) => {
    const indexes = async () => {
      const { rows } = await db.rawQuery<{ rows: { indexdef: string }[] }>(
        `select indexdef from pg_indexes
         where schemaname = 'catalog' and tablename like 'search%' order by 1`
      )
      return rows.map(({ indexdef }) => indexdef)
    }
    const before = await indexes()
    assert.isAbove(before.length, 10)
    await new GenerateCatalogue().handle({ titles: 20, seed: 1 })
    assert.deepEqual(await indexes(), before)
    const title = await db
      .from('catalog.titles')
      .where('kind', 'film')
      .where('windowed', false)
      .first()
    const { token } = await viewer()
    const found = await client.get('/v1/search').qs({ q: title.name }).bearerToken(token)
    found.assertStatus(200)
    assert.include(
      found.body().items.map(({ id }: { id: string }) => id),
      title.id
    )
  })

  test('it can be looked at: home, pages, pictures', async ({ client, assert }) => {
    await new GenerateCatalogue().handle({ titles: 60, seed: 3 })
    const { token, profileId } = await viewer()
    const home = await client.get(`/v1/profiles/${profileId}/home`).bearerToken(token)
    home.assertStatus(200)
    const items = home.body().rails.flatMap((rail: { items: object[] }) => rail.items)
    assert.isAbove(items.length, 40)
    for (const { id, artwork } of items.slice(0, 5)) {
      const poster = await client.get(artwork.poster)
      poster.assertStatus(200)
      const page = await client.get(`/v1/titles/${id}`).qs({ profileId }).bearerToken(token)
      page.assertStatus(200)
      const backdrop = await client.get(page.body().artwork.backdrop)
      backdrop.assertStatus(200)
    }
  })

  test('titles play what a given film or show plays, and without one nothing', async ({
    assert,
  }) => {
    await new GenerateCatalogue().handle({ titles: 20, seed: 1 })
    const playable = () =>
      db.from('catalog.titles').whereNotNull('asset_id').select('asset_id', 'kind')
    assert.lengthOf(await playable(), 0)

    const film = await publishedFilm()
    await film.refresh()
    const { show, episodes } = await publishedShow([1])
    await episodes[0]!.refresh()
    for (const [id, assetId] of [
      [film.id, film.assetId],
      [show.id, episodes[0]!.assetId],
    ] as const) {
      await new GenerateCatalogue().handle({ titles: 20, seed: 1, replace: true, assetOf: id })
      const playing = (await playable()).filter((row) => row.asset_id === assetId)
      assert.isAbove(playing.length, 8)
      assert.isFalse(playing.some(({ kind }) => kind === 'show'))
    }
  })

  test('a title that cannot be played lends no video, and nothing is generated', async ({
    assert,
  }) => {
    const film = await publishedFilm()
    await db.from('catalog.titles').where('id', film.id).update({ asset_id: null, stream: null })
    await assert.rejects(
      () => new GenerateCatalogue().handle({ titles: 5, seed: 1, assetOf: film.id }),
      `${film.id} cannot be played.`
    )
    assert.lengthOf(await db.from('catalog.titles').select('id'), 1)
  })
})
