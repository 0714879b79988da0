import { test } from '@japa/runner'
import emitter from '@adonisjs/core/services/emitter'
import db from '@adonisjs/lucid/services/db'
import type { TitleId } from '#core/ids'
import { TitlePublished } from '../../events.js'
import { publishAsset, viewer } from '../catalogue.js'

interface Missing {
  errors: { field: string }[]
}

const fieldsOf = (body: Missing) => body.errors.map((error) => error.field).sort()

test.group('Editing the catalogue', (group) => {
  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
  })

  test('a film goes from draft to published once nothing is missing', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { token } = await viewer(['viewer', 'editor'])
    const events = emitter.fake([TitlePublished])
    cleanup(() => emitter.restore())
    const created = await client
      .post('/v1/titles')
      .json({ kind: 'film', name: 'Big Buck Bunny' })
      .bearerToken(token)
    created.assertStatus(201)
    const { id, state, missing } = created.body()
    assert.equal(state, 'draft')
    const all = [
      'artwork.backdrop',
      'artwork.poster',
      'genres',
      'maturity',
      'releaseYear',
      'stream',
      'synopsis',
    ]
    assert.deepEqual(missing.map((part: { field: string }) => part.field).sort(), all)

    const publish = () => client.post(`/v1/titles/${id}/publish`).bearerToken(token)
    const tooEarly = await publish()
    tooEarly.assertStatus(422)
    assert.equal(tooEarly.body().code, 'catalog.incomplete')
    assert.deepEqual(fieldsOf(tooEarly.body()), all)

    await client
      .patch(`/v1/titles/${id}`)
      .json({
        synopsis: 'A rabbit has had enough.',
        releaseYear: 2008,
        maturity: 6,
        genres: ['Animation'],
        credits: [{ name: 'Sacha Goedegebure', role: 'director' }],
        attribution: '© 2008 Blender Foundation, CC BY 3.0',
      })
      .bearerToken(token)
    assert.deepEqual(fieldsOf((await publish()).body()), [
      'artwork.backdrop',
      'artwork.poster',
      'stream',
    ])

    await publishAsset({ titleId: id as TitleId })
    const published = await publish()
    published.assertStatus(200)
    published.assertBodyContains({ state: 'published', playable: true, missing: [] })
    events.assertEmittedCount(TitlePublished, 1)
    await publish()
    events.assertEmittedCount(TitlePublished, 1)

    const page = await client.get(`/v1/titles/${id}`).bearerToken(token)
    page.assertBodyContains({
      genres: ['Animation'],
      credits: [{ name: 'Sacha Goedegebure', role: 'director' }],
      attribution: '© 2008 Blender Foundation, CC BY 3.0',
    })

    const losing = await client
      .patch(`/v1/titles/${id}`)
      .json({ synopsis: null })
      .bearerToken(token)
    losing.assertStatus(422)
    await client.post(`/v1/titles/${id}/unpublish`).bearerToken(token)
    const gone = await client.get(`/v1/titles/${id}`).bearerToken(token)
    gone.assertStatus(404)
  })

  test('a show takes seasons and episodes, each number once', async ({ client, assert }) => {
    const { token } = await viewer(['viewer', 'editor'])
    const post = (path: string, body: object) => client.post(path).json(body).bearerToken(token)
    const show = await post('/v1/titles', { kind: 'show', name: 'Generative' })
    const seasonsPath = `/v1/titles/${show.body().id}/seasons`
    const first = await post(seasonsPath, { number: 1, name: 'Fractals' })
    first.assertStatus(201)
    const again = await post(seasonsPath, { number: 1 })
    again.assertStatus(409)
    assert.equal(again.body().code, 'catalog.number-taken')
    assert.deepEqual(fieldsOf(again.body()), ['number'])

    const episodesPath = `/v1/seasons/${first.body().seasons[0].id}/episodes`
    const markers = [{ kind: 'intro', startSeconds: 1.5, endSeconds: 4 }]
    const episode = await post(episodesPath, { number: 1, name: 'Seahorse', skipMarkers: markers })
    episode.assertStatus(201)
    const [stored] = episode.body().seasons[0].episodes
    assert.containsSubset(stored, { name: 'Seahorse', state: 'draft', skipMarkers: markers })
    const second = await post(episodesPath, { number: 1, name: 'Twice' })
    second.assertStatus(409)

    const early = await client.post(`/v1/episodes/${stored.id}/publish`).bearerToken(token)
    early.assertStatus(422)
    assert.deepEqual(fieldsOf(early.body()), ['stream'])
    await publishAsset({ episodeId: stored.id })
    const out = await client.post(`/v1/episodes/${stored.id}/publish`).bearerToken(token)
    assert.equal(out.body().seasons[0].episodes[0].state, 'published')
    const back = await client.post(`/v1/episodes/${stored.id}/unpublish`).bearerToken(token)
    assert.equal(back.body().seasons[0].episodes[0].state, 'draft')
    const renamed = await client
      .patch(`/v1/episodes/${stored.id}`)
      .json({ name: 'Seahorse valley' })
      .bearerToken(token)
    assert.equal(renamed.body().seasons[0].episodes[0].name, 'Seahorse valley')
  })

  test('a film has no seasons', async ({ client, assert }) => {
    const { token } = await viewer(['viewer', 'editor'])
    const film = await client
      .post('/v1/titles')
      .json({ kind: 'film', name: 'Film' })
      .bearerToken(token)
    const season = await client
      .post(`/v1/titles/${film.body().id}/seasons`)
      .json({ number: 1 })
      .bearerToken(token)
    season.assertStatus(409)
    assert.equal(season.body().code, 'catalog.not-a-show')
  })

  test('viewers cannot edit', async ({ client }) => {
    const { token } = await viewer()
    const response = await client
      .post('/v1/titles')
      .json({ kind: 'film', name: 'Mine' })
      .bearerToken(token)
    response.assertStatus(403)
  })

  for (const [what, body, field] of [
    ['an unknown field', { kind: 'film', name: 'A', rating: 5 }, 'rating'],
    ['no name', { kind: 'film' }, 'name'],
    ['a name without a letter', { kind: 'film', name: ' -- ' }, 'name'],
    ['an age above 18', { kind: 'film', name: 'A', maturity: 21 }, 'maturity'],
    [
      'a marker that ends before it starts',
      {
        kind: 'film',
        name: 'A',
        skipMarkers: [{ kind: 'intro', startSeconds: 5, endSeconds: 2 }],
      },
      'skipMarkers.0.endSeconds',
    ],
  ] as const) {
    test(`a title with ${what} is refused by the name of the field`, async ({ client, assert }) => {
      const { token } = await viewer(['viewer', 'editor'])
      const response = await client.post('/v1/titles').json(body).bearerToken(token)
      response.assertStatus(422)
      assert.deepEqual(fieldsOf(response.body()), [field])
    })
  }
})
