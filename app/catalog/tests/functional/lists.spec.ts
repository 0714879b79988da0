import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { newId, type TitleId } from '#core/ids'
import { CreateTitle } from '../../actions/create_title.js'
import { SetPopularity } from '../../actions/set_popularity.js'
import { COMPLETE, publishedFilm, publishedShow, viewer } from '../catalogue.js'

interface Card {
  id: string
  name: string
}

test.group('Lists of titles', (group) => {
  let films: { id: TitleId; name: string }[]
  let who: Awaited<ReturnType<typeof viewer>>

  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
    films = []
    const facts = [
      ['Été', 2001, ['Drama'], 'Ada'],
      ['alpha', 2010, ['Crime'], 'Ada'],
      ['Beta', 2010, ['Crime', 'Drama'], 'Bo'],
      ['alpha', 1999, ['Drama'], 'Bo'],
      ['Gamma', 2020, ['Crime'], 'Ada'],
    ] as const
    for (const [name, releaseYear, genres, actor] of facts) {
      const film = await publishedFilm({
        ...{ name, releaseYear, genres: [...genres] },
        credits: [{ name: actor, role: 'actor' }],
      })
      films.push({ id: film.id, name })
    }
    who = await viewer()
  })

  test('are whole and in order, page by page: {sort}')
    .with([
      { sort: 'newest', order: [4, 3, 2, 1, 0] },
      { sort: 'year', order: [4, 2, 1, 0, 3] },
      { sort: 'name', order: [1, 3, 2, 4, 0] },
      { sort: 'popular', order: [2, 0, 4, 1, 3] },
    ])
    .run(async ({ client, assert }, { sort, order }) => {
      const scores = [[2, 9], [0, 5], [4, 5]] as const // prettier-ignore
      await new SetPopularity().handle({
        scores: scores.map(([at, score]) => ({ titleId: films[at]!.id, score })),
      })
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const query: Record<string, string | number> = { sort, limit: 2 }
        if (cursor) query.cursor = cursor
        const page = await client.get('/v1/titles').qs(query).bearerToken(who.token)
        page.assertStatus(200)
        seen.push(...page.body().items.map(({ id }: Card) => id))
        cursor = page.body().nextCursor
      } while (cursor)
      const expected = order.map((at) => films[at]!.id)
      // Equal scores are in the order of their ids, the later one first.
      if (sort === 'popular') {
        expected.splice(1, 2, ...expected.slice(1, 3).sort().reverse())
        expected.splice(3, 2, ...expected.slice(3).sort().reverse())
      }
      if (sort === 'year') expected.splice(1, 2, ...expected.slice(1, 3).sort().reverse())
      assert.deepEqual(seen, expected)
    })

  test('hold what all filters let through', async ({ client, assert }) => {
    await publishedShow([1], { name: 'Series', genres: ['Crime'] })
    await db.table('catalog.tags').insert({ id: 'cult', name: 'Cult' })
    await db.table('catalog.title_tags').insert({ title_id: films[2]!.id, tag_id: 'cult' })
    const [ada] = await db.from('catalog.people').where('name', 'Ada').select('id')
    const named = async (query: Record<string, string>) => {
      const page = await client.get('/v1/titles').qs(query).bearerToken(who.token)
      page.assertStatus(200)
      return page.body().items.map(({ name }: Card) => name)
    }
    assert.deepEqual(await named({ genre: 'crime' }), ['Series', 'Gamma', 'Beta', 'alpha'])
    assert.deepEqual(await named({ genre: 'crime', kind: 'film', sort: 'name' }), [
      ...['alpha', 'Beta', 'Gamma'],
    ])
    assert.deepEqual(await named({ tag: 'cult' }), ['Beta'])
    assert.deepEqual(await named({ personId: ada.id, genre: 'crime' }), ['Gamma', 'alpha'])
    assert.deepEqual(await named({ genre: 'no-such-genre' }), [])
    assert.deepEqual(await named({ kind: 'show', profileId: who.kidProfileId }), ['Series'])
  })

  test('refuse a cursor that another order gave, or nobody', async ({ client }) => {
    const id = films[0]!.id
    const cursor = (key: unknown) => Buffer.from(JSON.stringify([key, id])).toString('base64url')
    const wrong: [string, unknown][] = [
      ['name', 'a\0b'],
      ['name', 7],
      ['year', 'x'],
      ['year', 1e9],
      ['popular', 'x'],
      ['newest', 'x'],
    ]
    for (const [sort, key] of wrong) {
      const query = { sort, cursor: cursor(key) }
      const page = await client.get('/v1/titles').qs(query).bearerToken(who.token)
      page.assertStatus(422)
    }
    const noGenre = await client.get('/v1/titles').qs({ genre: "x'; --" }).bearerToken(who.token)
    noGenre.assertStatus(422)
  })

  test('a collection is read in its order and language; a draft or an empty one is none', async ({
    client,
    assert,
  }) => {
    const id = newId()
    const times = { created_at: new Date(), updated_at: new Date() }
    await db.table('catalog.collections').insert({ id, name: 'Best of', ...times })
    await db.table('catalog.collection_translations').insert({
      ...{ collection_id: id, language: 'fr', name: 'Le meilleur', description: 'Tout.' },
    })
    await db.table('catalog.collection_titles').multiInsert(
      [3, 0, 2].map((at, position) => ({
        collection_id: id,
        title_id: films[at]!.id,
        position,
      }))
    )
    const french = await viewer(['viewer'], 'fr')
    const get = (query = {}) =>
      client
        .get(`/v1/collections/${id}`)
        .qs({ profileId: french.profileId, ...query })
        .bearerToken(french.token)
    ;(await get()).assertStatus(404)
    await db.from('catalog.collections').where('id', id).update({ state: 'published' })
    const first = await get({ limit: 2 })
    first.assertBodyContains({ name: 'Le meilleur', description: 'Tout.' })
    const second = await get({ limit: 2, cursor: first.body().nextCursor })
    const ids = [...first.body().items, ...second.body().items].map((card: Card) => card.id)
    assert.deepEqual(ids, [films[3]!.id, films[0]!.id, films[2]!.id])
    assert.isNull(second.body().nextCursor)
    await db.from('catalog.titles').update({ maturity: 16 })
    const kid = await client
      .get(`/v1/collections/${id}`)
      .qs({ profileId: who.kidProfileId })
      .bearerToken(who.token)
    kid.assertStatus(404)
  })

  test('what is coming stands in the order in which it comes, the undated last', async ({
    client,
    assert,
  }) => {
    const dates = ['2032-01-01', null, '2031-01-01', '2031-01-01']
    const ids: TitleId[] = []
    for (const date of dates) {
      const film = await new CreateTitle().handle({ kind: 'film', name: `On ${date}`, ...COMPLETE })
      const update = { announced: true, publish_at: date && new Date(date) }
      await db.from('catalog.titles').where('id', film.id).update(update)
      ids.push(film.id)
    }
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query: Record<string, string | number> = { limit: 1, ...(cursor ? { cursor } : {}) }
      const page = await client.get('/v1/coming').qs(query).bearerToken(who.token)
      page.assertStatus(200)
      seen.push(...page.body().items.map((card: Card) => card.id))
      cursor = page.body().nextCursor
    } while (cursor)
    assert.deepEqual(seen, [...[ids[2]!, ids[3]!].sort(), ids[0]!, ids[1]!])
  })
})
