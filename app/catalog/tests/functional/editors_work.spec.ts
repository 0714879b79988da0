import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#core/ids'
import { CreateTitle } from '../../actions/create_title.js'
import { FindPlayable } from '../../queries/find_playable.js'
import { publishAsset, publishedFilm, publishedShow, viewer } from '../catalogue.js'

interface Change {
  action: string
  entity: string
  entityId: string
  accountId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

test.group("Editors' work", (group) => {
  group.each.setup(async () => {
    await db.rawQuery(
      'truncate catalog.titles, catalog.genres, catalog.people, catalog.changes, catalog.collections cascade'
    )
  })

  test('each change is kept with what was, what became, and who did it', async ({
    client,
    assert,
  }) => {
    const { token, accountId } = await viewer(['editor'])
    const film = await client
      .post('/v1/titles')
      .json({ kind: 'film', name: 'First name', genres: ['Drama'] })
      .bearerToken(token)
    const { id } = film.body()
    const patch = (body: object) => client.patch(`/v1/titles/${id}`).json(body).bearerToken(token)
    await patch({ name: 'Second name', genres: ['Drama', 'Comedy'] })
    await patch({ name: 'Second name' })
    await publishAsset({ titleId: id })

    const history = await client.get(`/v1/titles/${id}/changes`).bearerToken(token)
    const changes: Change[] = history.body().items
    assert.deepEqual(
      changes.map(({ action }) => action),
      ['artwork', 'artwork', 'store-video', 'update', 'create']
    )
    const [update, create] = changes.slice(3) as [Change, Change]
    assert.containsSubset(update, {
      ...{ entity: 'title', entityId: id, accountId },
      before: { name: 'First name', genres: ['Drama'] },
      after: { name: 'Second name', genres: ['Drama', 'Comedy'] },
    })
    assert.deepEqual(Object.keys(update.after!).sort(), ['genres', 'name'])
    assert.isNull(create.before)
    assert.equal(create.after!.name, 'First name')
    assert.isNull(changes[2]!.accountId)

    const first = await client.get(`/v1/titles/${id}/changes?limit=2`).bearerToken(token)
    const rest = await client
      .get(`/v1/titles/${id}/changes?limit=100&cursor=${first.body().nextCursor}`)
      .bearerToken(token)
    assert.deepEqual([...first.body().items, ...rest.body().items], changes)
  })

  test('what somebody else changed meanwhile is not written over', async ({ client, assert }) => {
    const { token } = await viewer(['editor'])
    const film = await new CreateTitle().handle({ kind: 'film', name: 'Mine' })
    const path = `/v1/titles/${film.id}`
    const seen = await client.get(`/v1/staff/titles/${film.id}`).bearerToken(token)
    const tag = seen.header('etag')!
    const patch = (name: string, ifMatch: string) =>
      client.patch(path).json({ name }).header('if-match', ifMatch).bearerToken(token)

    const mine = await patch('Ours', tag)
    mine.assertStatus(200)
    assert.notEqual(mine.header('etag'), tag)
    const late = await patch('Theirs', tag)
    late.assertStatus(412)
    assert.equal(late.body().code, 'catalog.edited-meanwhile')
    assert.equal(late.body().version, mine.body().version)
    for (const never of ['"v"', 'v2', '""', '"v99999"']) {
      assert.equal((await patch('Theirs', never)).status(), 412, never)
    }
    const either = await patch('Again', `"v9", ${mine.header('etag')}`)
    either.assertStatus(200)
    const any = await patch('Any', '*')
    assert.equal(any.body().name, 'Any')

    const unchanged = await client
      .get(`/v1/staff/titles/${film.id}`)
      .header('if-none-match', any.header('etag')!)
      .bearerToken(token)
    unchanged.assertStatus(304)
  })

  test('of two edits at the same time on the same version one is refused', async ({
    client,
    assert,
  }) => {
    const { token } = await viewer(['editor'])
    const film = await new CreateTitle().handle({ kind: 'film', name: 'Mine' })
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((tagline) =>
        client
          .patch(`/v1/titles/${film.id}`)
          .json({ tagline })
          .header('if-match', '"v1"')
          .bearerToken(token)
      )
    )
    assert.deepEqual(answers.map((answer) => answer.status()).sort(), [200, 412, 412, 412])
  })

  test('an extra is begun below its parent, ingested, published and played like a film', async ({
    client,
    assert,
  }) => {
    const { token } = await viewer(['editor'])
    const film = await publishedFilm()
    const begin = (name: string) =>
      client
        .post(`/v1/titles/${film.id}/extras`)
        .json({ extraKind: 'trailer', name })
        .bearerToken(token)
    const trailer = await begin('Trailer')
    trailer.assertStatus(201)
    assert.containsSubset(trailer.body(), {
      ...{ kind: 'extra', parentId: film.id, extraKind: 'trailer', state: 'draft' },
      missing: [{ field: 'stream' }],
    })
    const teaser = await begin('Teaser')
    const { id } = trailer.body()
    await publishAsset({ titleId: id })
    const published = await client.post(`/v1/titles/${id}/publish`).bearerToken(token)
    published.assertBodyContains({ state: 'published', missing: [] })
    const playable = await new FindPlayable().handle({ country: 'US', titleId: id })
    assert.containsSubset(playable, { published: true, maturity: 6 })

    const ordered = await client
      .put(`/v1/titles/${film.id}/extras/order`)
      .json({ titleIds: [teaser.body().id, id] })
      .bearerToken(token)
    assert.deepEqual(
      ordered.body().extras.map((extra: { name: string }) => extra.name),
      ['Teaser', 'Trailer']
    )
    const partly = await client
      .put(`/v1/titles/${film.id}/extras/order`)
      .json({ titleIds: [id] })
      .bearerToken(token)
    partly.assertStatus(422)
    const below = await client
      .post(`/v1/titles/${id}/extras`)
      .json({ extraKind: 'clip', name: 'Clip of a trailer' })
      .bearerToken(token)
    below.assertStatus(409)
    const history = await client.get(`/v1/titles/${film.id}/changes`).bearerToken(token)
    assert.include(
      history.body().items.map((change: Change) => change.entityId),
      id
    )
  })

  test('a deleted title leaves lists and collections; its history stays', async ({
    client,
    assert,
  }) => {
    const { token, profileId } = await viewer(['editor'])
    const { show } = await publishedShow([1])
    const film = await publishedFilm()
    const collection = await client
      .post('/v1/collections')
      .json({ name: 'Both', titleIds: [show.id, film.id] })
      .bearerToken(token)
    await db
      .table('catalog.my_list')
      .insert({ profile_id: profileId, title_id: show.id, added_at: new Date() })
    const gone = await client.delete(`/v1/titles/${show.id}`).bearerToken(token)
    gone.assertStatus(204)
    assert.isEmpty(await db.from('catalog.my_list').where('title_id', show.id))
    const left = await client
      .get(`/v1/staff/collections/${collection.body().id}`)
      .bearerToken(token)
    assert.deepEqual(
      left.body().titles.map((title: { id: string }) => title.id),
      [film.id]
    )
    const history = await client.get(`/v1/titles/${show.id}/changes`).bearerToken(token)
    assert.containsSubset(history.body().items[0], { action: 'delete', after: null })
    const again = await client.delete(`/v1/titles/${show.id}`).bearerToken(token)
    again.assertStatus(404)
  })

  test('a collection is filled, ordered, translated and published', async ({ client, assert }) => {
    const { token } = await viewer(['editor'])
    const [first, second] = [await publishedFilm(), await publishedFilm({ name: 'Second' })]
    const created = await client
      .post('/v1/collections')
      .json({ name: 'Rabbits', homePosition: 2 })
      .bearerToken(token)
    created.assertStatus(201)
    const { id } = created.body()
    const early = await client.post(`/v1/collections/${id}/publish`).bearerToken(token)
    early.assertStatus(422)
    assert.equal(early.body().code, 'catalog.incomplete')
    const fill = (titleIds: string[]) =>
      client.patch(`/v1/collections/${id}`).json({ titleIds }).bearerToken(token)
    const filled = await fill([second.id, first.id])
    assert.deepEqual(
      filled.body().titles.map((title: { name: string }) => title.name),
      ['Second', 'Big Buck Bunny']
    )
    assert.deepEqual((await fill([first.id, newId()])).body().errors[0].field, 'titleIds.1')
    assert.equal((await fill([first.id, first.id])).status(), 422)
    await client
      .put(`/v1/collections/${id}/translations/de`)
      .json({ name: 'Hasen' })
      .bearerToken(token)
    const published = await client.post(`/v1/collections/${id}/publish`).bearerToken(token)
    published.assertBodyContains({
      state: 'published',
      translations: [{ language: 'de', name: 'Hasen', description: null }],
    })
    assert.equal((await fill([])).status(), 422)
    const stale = await client
      .patch(`/v1/collections/${id}`)
      .json({ name: 'Late' })
      .header('if-match', '"v1"')
      .bearerToken(token)
    stale.assertStatus(412)
    const history = await client.get(`/v1/collections/${id}/changes`).bearerToken(token)
    assert.deepEqual(
      history.body().items.map((change: Change) => change.action),
      ['publish', 'translate', 'update', 'create']
    )
    const list = await client.get('/v1/staff/collections?text=rab').bearerToken(token)
    assert.containsSubset(list.body().items, [{ id, titleCount: 2, homePosition: 2 }])
    const gone = await client.delete(`/v1/collections/${id}`).bearerToken(token)
    gone.assertStatus(204)
  })

  test('an external id stands for one title', async ({ client, assert }) => {
    const { token } = await viewer(['editor'])
    const begin = () =>
      client
        .post('/v1/titles')
        .json({ kind: 'film', name: 'Film', externalId: 'tt-1' })
        .bearerToken(token)
    ;(await begin()).assertStatus(201)
    const second = await begin()
    second.assertStatus(409)
    assert.equal(second.body().code, 'catalog.external-id-taken')
  })

  test('lists of titles are narrowed by state, kind, what is missing, and text', async ({
    client,
    assert,
  }) => {
    const { token } = await viewer(['editor'])
    await publishedFilm({ name: 'Finished' })
    await new CreateTitle().handle({ kind: 'film', name: '50% done', synopsis: 'Yes' })
    await new CreateTitle().handle({ kind: 'show', name: 'Begun', externalId: 'x-7' })
    const names = async (query: string) => {
      const list = await client.get(`/v1/staff/titles${query}`).bearerToken(token)
      list.assertStatus(200)
      return list.body().items.map((title: { name: string }) => title.name)
    }
    assert.deepEqual(await names(''), ['Begun', '50% done', 'Finished'])
    assert.deepEqual(await names('?state=published'), ['Finished'])
    assert.deepEqual(await names('?kind=show'), ['Begun'])
    assert.deepEqual(await names('?missing=any'), ['Begun', '50% done'])
    assert.deepEqual(await names('?missing=none'), ['Finished'])
    assert.deepEqual(await names('?missing=synopsis'), ['Begun'])
    assert.deepEqual(await names('?text=50%25'), ['50% done'])
    assert.deepEqual(await names('?text=_'), [])
    assert.deepEqual(await names('?text=x-7'), ['Begun'])
    assert.deepEqual(await names('?schedule=any'), [])

    const first = await client.get('/v1/staff/titles?limit=2').bearerToken(token)
    const rest = await names(`?limit=2&cursor=${first.body().nextCursor}`)
    assert.deepEqual(rest, ['Finished'])
    const broken = Buffer.from('["9999-99-99T00:00:00.000000Z","x"]').toString('base64url')
    const refused = await client.get(`/v1/staff/titles?cursor=${broken}`).bearerToken(token)
    refused.assertStatus(422)
  })
})
