import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { countQueries } from '#tests/query_count'
import { RebuildSearch } from '../../actions/rebuild_search.js'
import { SetPopularity } from '../../actions/set_popularity.js'
import { UnpublishTitle } from '../../actions/unpublish_title.js'
import { UpdateEpisode } from '../../actions/update_episode.js'
import { UpdateTitle } from '../../actions/update_title.js'
import { SearchCatalogue } from '../../queries/search_catalogue.js'
import { publishedFilm, publishedShow, viewer } from '../catalogue.js'
import { EDITORS_VIEW } from '../../viewing.js'

interface Item {
  kind: string
  id: string
  name: string
  season: { number: number } | null
  episode: { episodeNumber: number } | null
  knownFor: { id: string }[]
  matched: { field: string; text: string } | null
}

async function searching(client: ApiClient) {
  const { token, profileId, kidProfileId } = await viewer()
  const ask = (path: string, q: string, more: object) =>
    client
      .get(path)
      .qs({ q, ...more })
      .bearerToken(token)
  return {
    token,
    profileId,
    kidProfileId,
    search: async (q: string, more: object = {}) => {
      const response = await ask('/v1/search', q, more)
      response.assertStatus(200)
      return response.body()
    },
    names: async (q: string, more: object = {}): Promise<string[]> => {
      const response = await ask('/v1/search', q, more)
      response.assertStatus(200)
      return response.body().items.map(({ name }: Item) => name)
    },
    suggested: async (q: string, more: object = {}): Promise<string[]> => {
      const response = await ask('/v1/search/suggestions', q, more)
      response.assertStatus(200)
      return response.body().items.map(({ name }: Item) => name)
    },
  }
}

test.group('Searching', (group) => {
  group.each.setup(async () => {
    await db.rawQuery(
      `truncate catalog.titles, catalog.genres, catalog.tags, catalog.people,
         catalog.collections cascade`
    )
    await new RebuildSearch().handle()
  })

  test('a film is found by its name as people type it', async ({ client, assert }) => {
    await publishedFilm({ name: 'Amélie', releaseYear: 2001 })
    await publishedFilm({ name: 'Spider-Man', releaseYear: 2002 })
    await publishedFilm({ name: 'Rocky II', releaseYear: 1979 })
    await publishedFilm({ name: 'The Lord of the Rings', releaseYear: 2001 })
    await publishedFilm({ name: 'Ирония судьбы', language: 'ru', releaseYear: 1976 })
    await publishedFilm({ name: 'となりのトトロ', language: 'ja', releaseYear: 1988 })
    const { names } = await searching(client)
    for (const [query, name] of [
      ['amelie', 'Amélie'],
      ['AMÉLIE', 'Amélie'],
      ['ameli', 'Amélie'],
      ['ameile', 'Amélie'],
      ['spiderman', 'Spider-Man'],
      ['spider man', 'Spider-Man'],
      ['spidermna', 'Spider-Man'],
      ['rocky 2', 'Rocky II'],
      ['rocky two', 'Rocky II'],
      ['lord rings', 'The Lord of the Rings'],
      ['teh lord of the rigns', 'The Lord of the Rings'],
      ['lord of the rings 2001', 'The Lord of the Rings'],
      ['ironiya sudby', 'Ирония судьбы'],
      ['ирония судьбы', 'Ирония судьбы'],
      ['ирония', 'Ирония судьбы'],
      ['トトロ', 'となりのトトロ'],
      ['totoro', 'となりのトトロ'],
    ] as const) {
      assert.equal((await names(query))[0], name, query)
    }
  })

  test('a name comes before its beginning, and that before a name with the word in it', async ({
    client,
    assert,
  }) => {
    await publishedFilm({ name: 'A Night at the Alien Zoo' })
    await publishedFilm({ name: 'Aliens' })
    await publishedFilm({ name: 'Alien Nation' })
    await publishedFilm({ name: 'Alien' })
    const { names } = await searching(client)
    const found = await names('alien')
    assert.deepEqual(found[0], 'Alien')
    assert.equal(found.at(-1), 'A Night at the Alien Zoo')
    assert.lengthOf(found, 4)
  })

  test('an episode of that name comes after titles of it, and before those that only hold it', async ({
    client,
    assert,
  }) => {
    const { show, episodes } = await publishedShow([1], { name: 'Emergence', releaseYear: 2026 })
    await new UpdateEpisode().handle({ episodeId: episodes[0]!.id, name: 'Carpet' })
    await publishedFilm({ name: 'A Walk on the Carpet' })
    const film = await publishedFilm({ name: 'Carpet', releaseYear: 1970 })
    await new SetPopularity().handle({ scores: [{ titleId: show.id, score: 900 }] })
    const { search } = await searching(client)
    const found = (await search('carpet')).items as Item[]
    assert.deepEqual(
      found.map(({ kind, name }) => [kind, name]),
      [
        ['film', 'Carpet'],
        ['episode', 'Carpet'],
        ['film', 'A Walk on the Carpet'],
      ]
    )
    assert.equal(found[0]!.id, film.id)
  })

  test('of films with one name, the year decides', async ({ client, assert }) => {
    const old = await publishedFilm({ name: 'Dune', releaseYear: 1984 })
    const late = await publishedFilm({ name: 'Dune', releaseYear: 2021 })
    const { search } = await searching(client)
    assert.equal((await search('dune 1984')).items[0].id, old.id)
    assert.equal((await search('dune 2021')).items[0].id, late.id)
    assert.lengthOf((await search('dune', { decade: 1980 })).items, 1)
  })

  test('people are found, and their titles by them', async ({ client, assert }) => {
    const film = await publishedFilm({
      name: 'Notes on the Engine',
      credits: [{ name: 'Ada Lovelace', role: 'actor', character: 'The Countess' }],
    })
    const { search } = await searching(client)
    const { items } = (await search('ada lovelace')) as { items: Item[] }
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ['person', 'film']
    )
    assert.deepEqual(
      items[0]!.knownFor.map(({ id }) => id),
      [film.id]
    )
    assert.deepInclude(items[1]!.matched, { field: 'person', text: 'Ada Lovelace' })
    const byCharacter = await search('countess')
    assert.deepInclude(byCharacter.items[0].matched, { field: 'character', text: 'The Countess' })
  })

  test('a season and an episode of a show are found by their numbers', async ({
    client,
    assert,
  }) => {
    const { show, episodes } = await publishedShow([2, 3], { name: 'Emergence' })
    const { search } = await searching(client)
    for (const query of ['emergence s02e03', 'emergence 2x3', 'emergnce season 2 episode 3']) {
      const [first, second] = (await search(query)).items as Item[]
      assert.equal(first!.id, episodes[4]!.id, query)
      assert.equal(first!.episode?.episodeNumber, 3)
      assert.equal(second!.id, show.id)
      assert.equal(second!.season?.number, 2)
    }
    const [first] = (await search('emergence season two')).items as Item[]
    assert.equal(first!.id, show.id)
    assert.equal(first!.season?.number, 2)
  })

  test('a change is found by the next search, and what is gone is found no more', async ({
    client,
    assert,
  }) => {
    const film = await publishedFilm({ name: 'Working Title' })
    const { names, suggested } = await searching(client)
    assert.deepEqual(await names('working title'), ['Working Title'])
    await new UpdateTitle().handle({ titleId: film.id, name: 'Zebra Crossing' })
    assert.deepEqual(await names('zebra crossing'), ['Zebra Crossing'])
    assert.deepEqual(await suggested('zeb'), ['Zebra Crossing'])
    assert.deepEqual(await names('working title'), [])
    // Written by hand, past all actions.
    await db.from('catalog.titles').where('id', film.id).update({ name: 'Giraffe Crossing' })
    assert.deepEqual(await names('giraffe'), ['Giraffe Crossing'])
    await new UnpublishTitle().handle({ titleId: film.id })
    assert.deepEqual(await names('giraffe'), [])
    assert.deepEqual(await suggested('gir'), [])
  })

  test('a change is found by the next search also behind a large import', async ({
    client,
    assert,
  }) => {
    const { names } = await searching(client)
    await db.rawQuery(
      `insert into catalog.search_stale (kind, entity_id)
       select 'title', gen_random_uuid() from generate_series(1, 2000)`
    )
    await publishedFilm({ name: 'Zebra Crossing' })
    assert.deepEqual(await names('zebra crossing'), ['Zebra Crossing'])
  })

  test("a kid's profile finds nothing beyond its age: titles, people, suggestions, facets", async ({
    client,
    assert,
  }) => {
    const credits = [{ name: 'Nina Nightmare', role: 'actor' as const }]
    await publishedFilm({ name: 'Midnight Massacre', maturity: 18, genres: ['Horror'], credits })
    await publishedFilm({ name: 'Midnight Meadow', maturity: 0, genres: ['Family'] })
    const { search, names, suggested, kidProfileId, profileId } = await searching(client)
    const kid = { profileId: kidProfileId }
    assert.lengthOf(await names('midnight', { profileId }), 2)
    const found = await search('midnight', kid)
    assert.deepEqual(
      found.items.map(({ name }: Item) => name),
      ['Midnight Meadow']
    )
    assert.equal(found.total, 1)
    assert.deepEqual(
      found.facets.genre.map(({ value }: { value: string }) => value),
      ['family']
    )
    assert.deepEqual(await suggested('mid', kid), ['Midnight Meadow'])
    assert.deepEqual(await suggested('nina', kid), [])
    const person = await search('nina nightmare', kid)
    assert.isEmpty(person.items)
    assert.notInclude(JSON.stringify(person), 'Massacre')
    assert.notInclude(JSON.stringify(await search('masacre', kid)), 'assacre')
  })

  test('what may not be shown in the country is not found', async ({ client, assert }) => {
    const film = await publishedFilm({ name: 'Faraway' })
    await db.from('catalog.titles').where('id', film.id).update({ windowed: true })
    await db.table('catalog.availability').insert({
      ...{ id: film.id, title_id: film.id, country: 'NZ' },
      starts_at: '2020-01-01T00:00:00Z',
    })
    const { names } = await searching(client)
    assert.deepEqual(await names('faraway'), [])
  })

  test('a typo is told, and nothing found says so and shows what many watch', async ({
    client,
    assert,
  }) => {
    await publishedFilm({ name: 'Interstellar' })
    const { search } = await searching(client)
    const typo = await search('intersteler')
    assert.equal(typo.items[0].name, 'Interstellar')
    assert.equal(typo.correction, 'interstellar')
    const nothing = await search('qqqqzzzz')
    assert.isEmpty(nothing.items)
    assert.equal(nothing.total, 0)
    assert.equal(nothing.instead.reason, 'popular')
    assert.equal(nothing.instead.items[0].name, 'Interstellar')
  })

  test('pages follow each other: none twice, none missing, while titles are added', async ({
    client,
    assert,
  }) => {
    for (let number = 1; number <= 7; number++) await publishedFilm({ name: `Comet ${number}` })
    const { search } = await searching(client)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await search('comet', { limit: 3, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ name }: Item) => name))
      if (!cursor) await publishedFilm({ name: 'Comet 1' })
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    for (let number = 2; number <= 7; number++) {
      assert.lengthOf(
        seen.filter((name) => name === `Comet ${number}`),
        1
      )
    }
  })

  test('filters narrow, and facets count what is left', async ({ client, assert }) => {
    await publishedFilm({ name: 'Storm Film', genres: ['Drama'], releaseYear: 1995 })
    await publishedShow([1], { name: 'Storm Show', genres: ['Comedy'], releaseYear: 2024 })
    const { search, names } = await searching(client)
    const all = await search('storm')
    assert.deepEqual(
      all.facets.decade.map(({ name, count }: { name: string; count: number }) => [name, count]),
      [
        ['1990s', 1],
        ['2020s', 1],
      ]
    )
    assert.deepEqual(await names('storm', { kind: 'show' }), ['Storm Show'])
    assert.deepEqual(await names('storm', { genre: 'drama' }), ['Storm Film'])
    assert.deepEqual(await names('storm', { year: 2024 }), ['Storm Show'])
    assert.deepEqual(await names('storm', { language: 'xx' }), [])
  })

  test('nothing that is typed breaks it', async ({ client, assert }) => {
    await publishedFilm({ name: 'Ordinary' })
    const { token } = await viewer()
    const typed = [
      ...["'; drop table catalog.titles; --", "ordinary' & !x", ':*', '&|!<->()', '\\', '%', '_'],
      ...['🎬', '🎬 ordinary', '....', '\u0000', 'a\u0000b', '\ud800', '́', 'ﷺ', '‮abc'],
      'x'.repeat(500),
      'a '.repeat(249),
      'страница '.repeat(50),
    ]
    for (const path of ['/v1/search', '/v1/search/suggestions']) {
      for (const q of typed) {
        const response = await client.get(path).qs({ q }).bearerToken(token)
        assert.include([200, 422], response.status(), JSON.stringify(q.slice(0, 40)))
      }
      const long = await client
        .get(path)
        .qs({ q: 'x'.repeat(10_000) })
        .bearerToken(token)
      assert.equal(long.status(), 422)
      const none = await client.get(path).bearerToken(token)
      assert.equal(none.status(), 422)
      const forged = await client.get('/v1/search').qs({ q: 'a', cursor: 'e30' }).bearerToken(token)
      assert.equal(forged.status(), 422)
    }
  })

  test("another account's profile is refused", async ({ client }) => {
    const { token } = await viewer()
    const other = await viewer()
    const query = { q: 'a', profileId: other.profileId }
    const search = await client.get('/v1/search').qs(query).bearerToken(token)
    search.assertStatus(404)
    const suggestions = await client.get('/v1/search/suggestions').qs(query).bearerToken(token)
    suggestions.assertStatus(404)
  })

  test('a search asks the database a fixed number of times, whatever it finds', async ({
    assert,
  }) => {
    const ask = (text: string) =>
      new SearchCatalogue().handle({
        viewing: { ...EDITORS_VIEW, country: 'US' },
        text,
        filters: {},
        limit: 20,
      })
    await publishedFilm({ name: 'Quasar 1' })
    await ask('quasar')
    const few = await countQueries(() => ask('quasar '))
    for (let number = 2; number <= 6; number++) await publishedFilm({ name: `Quasar ${number}` })
    await ask('nothing of this')
    const many = await countQueries(() => ask('quasar '))
    assert.isAtMost(many, few + 1)
    assert.isAtMost(many, 6)
  })
})
