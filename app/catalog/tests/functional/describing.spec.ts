import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { newId, type TitleId } from '#core/ids'
import { TitleCardsByIds } from '../../queries/title_cards_by_ids.js'
import Title from '../../models/title.js'
import type { Viewing } from '../../viewing.js'
import { publishedFilm, publishedShow, viewer } from '../catalogue.js'

const view = (changes: Partial<Viewing> = {}): Viewing => ({
  profileId: null,
  kids: false,
  maturityLimit: 18,
  country: 'US',
  languages: ['en'],
  ...changes,
})

const shown = async (titleId: TitleId, changes: Partial<Viewing>) => {
  const { titles } = await new TitleCardsByIds().handle({
    titleIds: [titleId],
    viewing: view(changes),
  })
  return titles.get(titleId)
}

const fieldsOf = (body: { errors: { field: string }[] }) => body.errors.map(({ field }) => field)

test.group('Describing titles', (group) => {
  group.each.setup(async () => {
    await db.rawQuery(
      'truncate catalog.titles, catalog.genres, catalog.tags, catalog.people, catalog.changes cascade'
    )
  })

  test('a title is said in several languages, and no longer', async ({ client, assert }) => {
    const { token } = await viewer(['editor'])
    const film = await publishedFilm()
    const path = `/v1/titles/${film.id}/translations`
    const german = { name: 'Großer Hase', tagline: null, synopsis: 'Ein Hase hat genug.' }
    const put = await client.put(`${path}/de`).json(german).bearerToken(token)
    put.assertStatus(200)
    assert.deepEqual(put.body().translations, [{ language: 'de', ...german }])

    const card = await shown(film.id, { languages: ['de', 'en'] })
    assert.equal(card?.name, 'Großer Hase')

    const own = await client.put(`${path}/en`).json({ name: 'Rabbit' }).bearerToken(token)
    own.assertStatus(422)
    const gone = await client.delete(`${path}/de`).bearerToken(token)
    assert.deepEqual(gone.body().translations, [])
    const again = await client.delete(`${path}/de`).bearerToken(token)
    again.assertStatus(404)
    assert.equal(again.body().code, 'translation.not-found')
    const wrong = await client.put(`${path}/DE;`).json({ name: 'x' }).bearerToken(token)
    wrong.assertStatus(422)
  })

  test('a rating gives the age in its country, and no other label will do', async ({
    client,
    assert,
  }) => {
    const { token } = await viewer(['editor'])
    const film = await publishedFilm({ maturity: 6 })
    const rate = (ratings: object[]) =>
      client.patch(`/v1/titles/${film.id}`).json({ ratings }).bearerToken(token)
    const german = { country: 'DE', system: 'fsk', label: '12' }
    const american = { country: 'US', system: 'mpa', label: 'PG-13' }
    const rated = await rate([german, american])
    rated.assertStatus(200)
    assert.deepEqual(rated.body().ratings, [
      { ...german, age: 12 },
      { ...american, age: 13 },
    ])
    const age = async (country: string) => (await shown(film.id, { country }))?.maturity
    assert.deepEqual([await age('DE'), await age('US'), await age('FR')], [12, 13, 6])

    for (const [ratings, field] of [
      [[{ ...german, system: 'oracle' }], 'ratings.0.system'],
      [[american, { ...german, label: '13' }], 'ratings.1.label'],
      [[{ ...german, label: 'constructor' }], 'ratings.0.label'],
      [[{ ...german, country: 'FR' }], 'ratings.0.country'],
      [[german, german], 'ratings'],
      [[{ ...german, country: 'de' }], 'ratings.0.country'],
    ] as const) {
      const refused = await rate([...ratings])
      refused.assertStatus(422)
      assert.deepEqual(fieldsOf(refused.body()), [field])
    }
    await rate([])
    assert.equal(await age('DE'), 6)
  })

  test('windows say where and when a title is shown; without any it is shown everywhere', async ({
    client,
    assert,
  }) => {
    const { token } = await viewer(['editor'])
    const film = await publishedFilm()
    const open = async (availability: object[]) => {
      const edited = await client
        .patch(`/v1/titles/${film.id}`)
        .json({ availability })
        .bearerToken(token)
      edited.assertStatus(200)
      return edited.body().availability
    }
    const visible = async (country: string) => (await shown(film.id, { country })) !== undefined
    const past = '2020-01-01T00:00:00.000Z'
    const window = { country: 'DE', startsAt: past, endsAt: null }
    assert.deepEqual(await open([window]), [window])
    assert.deepEqual([await visible('DE'), await visible('FR')], [true, false])
    await open([window, { country: '*', startsAt: '2999-01-01T00:00:00.000Z', endsAt: null }])
    assert.isFalse(await visible('FR'))
    await open([{ country: '*', startsAt: past, endsAt: '2021-01-01T01:00:00+01:00' }])
    assert.isFalse(await visible('DE'))
    await open([])
    assert.isTrue(await visible('FR'))
    assert.isFalse((await Title.findOrFail(film.id)).windowed)

    const backwards = await client
      .patch(`/v1/titles/${film.id}`)
      .json({ availability: [{ ...window, endsAt: '2019-01-01T00:00:00Z' }] })
      .bearerToken(token)
    assert.deepEqual(fieldsOf(backwards.body()), ['availability.0.endsAt'])
    const never = await client
      .patch(`/v1/titles/${film.id}`)
      .json({ availability: [{ ...window, startsAt: '2020-13-45T00:00:00Z' }] })
      .bearerToken(token)
    assert.deepEqual(fieldsOf(never.body()), ['availability.0.startsAt'])
  })

  test('seasons and episodes have names in other languages', async ({ client, assert }) => {
    const { token } = await viewer(['editor'])
    const { show, episodes } = await publishedShow([1])
    const put = (path: string, body: object) => client.put(path).json(body).bearerToken(token)
    const [season] = (await client.get(`/v1/staff/titles/${show.id}`).bearerToken(token)).body()
      .seasons
    await put(`/v1/seasons/${season.id}/translations/fr`, { name: 'Fractales' })
    const edited = await put(`/v1/episodes/${episodes[0]!.id}/translations/fr`, {
      name: 'Hippocampe',
    })
    const [stored] = edited.body().seasons
    assert.deepEqual(stored.translations, [{ language: 'fr', name: 'Fractales' }])
    assert.deepEqual(stored.episodes[0].translations, [
      { language: 'fr', name: 'Hippocampe', synopsis: null },
    ])
    const renamed = await client
      .patch(`/v1/seasons/${season.id}`)
      .json({ number: 3, name: 'Three' })
      .bearerToken(token)
    assert.containsSubset(renamed.body().seasons, [{ number: 3, name: 'Three' }])
    const without = await client.delete(`/v1/seasons/${season.id}`).bearerToken(token)
    assert.deepEqual(without.body().seasons, [])
  })

  test('genres and tags are counted for the viewer and read in their language', async ({
    client,
    assert,
  }) => {
    const { token, kidProfileId } = await viewer(['editor', 'viewer'])
    await publishedFilm({ genres: ['Comedy'], tags: ['Rabbit', 'Meadow'] })
    await publishedFilm({ genres: ['Comedy', 'Drama'], tags: ['Rabbit'], maturity: 16 })
    const genres = (query = '') => client.get(`/v1/genres${query}`).bearerToken(token)
    assert.deepEqual((await genres()).body().items, [
      { id: 'comedy', name: 'Comedy', titleCount: 2 },
      { id: 'drama', name: 'Drama', titleCount: 1 },
    ])
    assert.deepEqual((await genres(`?profileId=${kidProfileId}`)).body().items, [
      { id: 'comedy', name: 'Comedy', titleCount: 1 },
    ])
    const named = await client
      .put('/v1/genres/comedy/translations/en')
      .json({ name: 'Funny' })
      .bearerToken(token)
    assert.deepEqual(named.body().translations, [{ language: 'en', name: 'Funny' }])
    assert.equal((await genres()).body().items[0].name, 'Funny')
    const tag = await client.patch('/v1/tags/rabbit').json({ name: 'Bunny' }).bearerToken(token)
    tag.assertStatus(200)
    const tags = await client.get('/v1/tags').bearerToken(token)
    assert.deepEqual(tags.body().items, [
      { id: 'rabbit', name: 'Bunny', titleCount: 2 },
      { id: 'meadow', name: 'Meadow', titleCount: 1 },
    ])
    const none = await client.patch('/v1/tags/nothing').json({ name: 'X' }).bearerToken(token)
    none.assertStatus(404)
  })

  test('a person has a page of what the viewer can find, and two who are one are merged', async ({
    client,
    assert,
  }) => {
    const { token, kidProfileId } = await viewer(['editor', 'viewer'])
    await publishedFilm({
      name: 'First',
      credits: [
        { name: 'Jan Morgenstern', role: 'composer' },
        { name: 'Jan Morgenstern', role: 'actor', character: 'A bird' },
      ],
    })
    await publishedFilm({
      name: 'Second',
      maturity: 16,
      credits: [{ name: 'J. Morgenstern', role: 'composer' }],
    })
    const people = await client.get('/v1/staff/people?text=morgen').bearerToken(token)
    const [abbreviated, full] = people.body().items
    assert.deepEqual([abbreviated.name, full.name], ['J. Morgenstern', 'Jan Morgenstern'])
    const merged = await client
      .post(`/v1/people/${abbreviated.id}/merge`)
      .json({ intoPersonId: full.id })
      .bearerToken(token)
    assert.deepEqual(merged.body(), { ...full, creditCount: 3 })
    const page = await client.get(`/v1/people/${full.id}`).bearerToken(token)
    assert.deepEqual(
      page
        .body()
        .titles.map((one: { title: { name: string } }) => one.title.name)
        .sort(),
      ['First', 'Second']
    )
    const kids = await client
      .get(`/v1/people/${full.id}?profileId=${kidProfileId}`)
      .bearerToken(token)
    assert.containsSubset(kids.body().titles, [
      {
        roles: [
          { role: 'composer', character: null },
          { role: 'actor', character: 'A bird' },
        ],
        title: { name: 'First' },
      },
    ])
    assert.lengthOf(kids.body().titles, 1)
    const gone = await client.get(`/v1/people/${abbreviated.id}`).bearerToken(token)
    gone.assertStatus(404)
    const itself = await client
      .post(`/v1/people/${full.id}/merge`)
      .json({ intoPersonId: full.id })
      .bearerToken(token)
    itself.assertStatus(422)
    const renamed = await client
      .patch(`/v1/people/${full.id}`)
      .json({ name: 'Jan M.' })
      .bearerToken(token)
    assert.equal(renamed.body().name, 'Jan M.')
  })

  test('a credit may name a person whom the catalogue knows, and no other id', async ({
    client,
    assert,
  }) => {
    const { token } = await viewer(['editor'])
    const film = await publishedFilm({ credits: [{ name: 'Ada', role: 'writer' }] })
    const [{ personId }] = (
      await client.get(`/v1/staff/titles/${film.id}`).bearerToken(token)
    ).body().credits
    const credit = (id: string) =>
      client
        .patch(`/v1/titles/${film.id}`)
        .json({ credits: [{ personId: id, name: 'Whoever', role: 'director' }] })
        .bearerToken(token)
    const known = await credit(personId)
    assert.deepEqual(known.body().credits, [
      { personId, name: 'Ada', role: 'director', character: null },
    ])
    const unknown = await credit(newId())
    assert.deepEqual(fieldsOf(unknown.body()), ['credits.0.personId'])
  })

  test('no text holds what PostgreSQL cannot keep', async ({ client, assert }) => {
    const { token } = await viewer(['editor'])
    for (const body of [
      { name: 'A\0B' },
      { name: 'A', synopsis: '\0' },
      { name: 'A', genres: ['x\0'] },
      { name: 'A', tags: ['x\0'] },
      { name: 'A', credits: [{ name: 'x\0', role: 'actor' }] },
      { name: 'A', credits: [{ name: 'x', role: 'actor', character: '\0' }] },
      { name: 'A', externalId: 'a\0' },
    ]) {
      const refused = await client
        .post('/v1/titles')
        .json({ kind: 'film', ...body })
        .bearerToken(token)
      assert.equal(refused.status(), 422, JSON.stringify(body))
    }
    const sought = await client.get('/v1/staff/titles?text=%00').bearerToken(token)
    sought.assertStatus(422)
  })
})
