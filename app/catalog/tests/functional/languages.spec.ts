import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { newId, type TitleId } from '#core/ids'
import { RebuildSearch } from '../../actions/rebuild_search.js'
import { publishedFilm, publishedShow, viewer } from '../catalogue.js'

type Asking = Awaited<ReturnType<typeof viewer>>

/** An American show whose only German words are those of its season and its tag, and its trailer. */
async function showWithGermanParts() {
  const { show } = await publishedShow([1], { name: 'The Tower' })
  const trailer = await publishedFilm({ name: 'First look' })
  await db
    .from('catalog.titles')
    .where('id', trailer.id)
    .update({ kind: 'extra', parent_id: show.id, extra_kind: 'trailer' })
  await db.from('catalog.seasons').where('title_id', show.id).update({ name: 'The beginning' })
  await db.table('catalog.tags').insert({ id: 'slow-burn', name: 'Slow burn' })
  await db.table('catalog.title_tags').insert({ title_id: show.id, tag_id: 'slow-burn' })
  const season = await db.from('catalog.seasons').where('title_id', show.id).firstOrFail()
  return { show, trailer, seasonId: season.id as string }
}

const translateSeason = (seasonId: string, language: string, name: string) =>
  db.table('catalog.season_translations').insert({ season_id: seasonId, language, name })

async function pageOf(client: ApiClient, { token, profileId }: Asking, titleId: TitleId) {
  const page = await client.get(`/v1/titles/${titleId}`).qs({ profileId }).bearerToken(token)
  page.assertStatus(200)
  return page.body()
}

test.group('The language of a profile', (group) => {
  group.each.setup(async () => {
    await db.rawQuery(
      `truncate catalog.titles, catalog.genres, catalog.tags, catalog.people,
         catalog.collections cascade`
    )
    await new RebuildSearch().handle()
  })

  test('is read on the names of seasons and tags, also where nothing else is in it', async ({
    client,
    assert,
  }) => {
    const { show, seasonId } = await showWithGermanParts()
    const german = await viewer(['viewer'], 'de-AT')
    const french = await viewer(['viewer'], 'fr')
    const words = async (who: Asking) => {
      const { seasons, tags } = await pageOf(client, who, show.id)
      return [seasons[0].name, tags[0].name]
    }
    // Both pages are kept from here on, and must not be what is shown after the change.
    assert.deepEqual(await words(german), ['The beginning', 'Slow burn'])
    assert.deepEqual(await words(french), ['The beginning', 'Slow burn'])

    await translateSeason(seasonId, 'de', 'Der Anfang')
    assert.deepEqual(await words(german), ['Der Anfang', 'Slow burn'])
    await db
      .table('catalog.tag_translations')
      .insert({ tag_id: 'slow-burn', language: 'de', name: 'Gemächlich' })
    assert.deepEqual(await words(german), ['Der Anfang', 'Gemächlich'])
    assert.deepEqual(await words(french), ['The beginning', 'Slow burn'])

    const tags = await client
      .get('/v1/tags')
      .qs({ profileId: german.profileId })
      .bearerToken(german.token)
    assert.containsSubset(tags.body().items, [{ id: 'slow-burn', name: 'Gemächlich' }])

    await db.from('catalog.season_translations').delete()
    await db.from('catalog.tag_translations').update({ name: 'Ruhig erzählt' })
    assert.deepEqual(await words(german), ['The beginning', 'Ruhig erzählt'])
  })

  test('is not left for English where a season is called in it already', async ({
    client,
    assert,
  }) => {
    const { show } = await publishedShow([1], { name: 'Der Turm', language: 'de' })
    await db.from('catalog.seasons').where('title_id', show.id).update({ name: 'Der Anfang' })
    const season = await db.from('catalog.seasons').where('title_id', show.id).firstOrFail()
    await translateSeason(season.id, 'en', 'The beginning')
    const seasonFor = async (language: string) =>
      (await pageOf(client, await viewer(['viewer'], language), show.id)).seasons[0].name
    assert.equal(await seasonFor('de'), 'Der Anfang')
    assert.equal(await seasonFor('en'), 'The beginning')
  })

  test('is read on the names of extras', async ({ client, assert }) => {
    const { show, trailer } = await showWithGermanParts()
    await db
      .table('catalog.title_translations')
      .insert({ title_id: trailer.id, language: 'de', name: 'Erster Blick' })
    const extraFor = async (language: string) =>
      (await pageOf(client, await viewer(['viewer'], language), show.id)).extras[0].name
    assert.equal(await extraFor('de'), 'Erster Blick')
    assert.equal(await extraFor('en'), 'First look')
  })

  test('is read on collections: on home, on their page, in a search and while typing', async ({
    client,
    assert,
  }) => {
    const film = await publishedFilm({ name: 'Winter Light' })
    const id = newId()
    await db.table('catalog.collections').insert({
      ...{ id, name: 'Long evenings', description: 'By the fire.', state: 'published' },
      ...{ home_position: 1, created_at: new Date(), updated_at: new Date() },
    })
    await db
      .table('catalog.collection_titles')
      .insert({ collection_id: id, title_id: film.id, position: 0 })
    await db.table('catalog.collection_translations').insert({
      ...{ collection_id: id, language: 'de', name: 'Lange Abende' },
      description: 'Am Kamin.',
    })
    // The newest stands above all rails.
    await publishedFilm({ name: 'Newest' })
    const german = await viewer(['viewer'], 'de')
    const english = await viewer()
    const get = async ({ token, profileId }: Asking, path: string, query = {}) => {
      const answer = await client
        .get(path)
        .qs({ profileId, ...query })
        .bearerToken(token)
      answer.assertStatus(200)
      return answer.body()
    }
    for (const [who, name, description] of [
      [german, 'Lange Abende', 'Am Kamin.'],
      [english, 'Long evenings', 'By the fire.'],
    ] as const) {
      const home = await client.get(`/v1/profiles/${who.profileId}/home`).bearerToken(who.token)
      assert.equal(home.body().rails.find((rail: any) => rail.kind === 'collection').name, name)
      assert.containsSubset(await get(who, `/v1/collections/${id}`), { name, description })
      // Whichever of its names is searched for, the viewer's own is shown.
      for (const q of ['lange abende', 'long evenings']) {
        const found = await get(who, '/v1/search', { q })
        assert.containsSubset(found.items, [{ kind: 'collection', id, name }])
        const suggested = await get(who, '/v1/search/suggestions', { q: q.slice(0, 6) })
        assert.containsSubset(suggested.items, [{ kind: 'collection', id, name }])
      }
    }
  })
})
