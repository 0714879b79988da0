import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { countQueries } from '#tests/query_count'
import { CreateTitle } from '../../actions/create_title.js'
import { homeRailSources } from '../../home_rails.js'
import { FindEditedTitle } from '../../queries/find_edited_title.js'
import { EDITORS_VIEW } from '../../viewing.js'
import { TitleCardsByIds } from '../../queries/title_cards_by_ids.js'
import { COMPLETE, publishedFilm, publishedShow, viewer } from '../catalogue.js'

interface Rail {
  id: string
  items: { id: string; name: string }[]
}

const railOf = (rails: Rail[], id: string) => rails.find((rail) => rail.id === id)

test.group('Viewing the catalogue', (group) => {
  group.setup(() => {
    const ofOtherModules = homeRailSources.all()
    ofOtherModules.forEach(({ id }) => homeRailSources.remove(id))
    const { chooser } = homeRailSources
    homeRailSources.chooser = null
    return () => {
      ofOtherModules.forEach((source) => homeRailSources.register(source))
      homeRailSources.chooser = chooser
    }
  })

  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
  })

  test('a viewer finds published films and shows on home, newest first', async ({
    client,
    assert,
  }) => {
    const film = await publishedFilm()
    const { show } = await publishedShow([2])
    await new CreateTitle().handle({ kind: 'film', name: 'Draft', ...COMPLETE })
    const { token, profileId } = await viewer()

    const home = await client.get(`/v1/profiles/${profileId}/home`).bearerToken(token)

    home.assertStatus(200)
    const { hero, rails } = home.body()
    assert.deepEqual(
      railOf(rails, 'new')?.items.map(({ id }) => id),
      [show.id, film.id]
    )
    assert.deepEqual(
      railOf(rails, 'films')?.items.map(({ id }) => id),
      [film.id]
    )
    assert.equal(hero.id, show.id)
    assert.isTrue(hero.playable)
    assert.match(hero.artwork.poster, /^\/artwork\/[0-9a-f]{32}\/poster-\d+$/)
    assert.match(hero.artwork.posterPreview, /^data:image\/webp;base64,/)
    assert.isBelow(hero.artwork.posterPreview.length, 400)
  })

  test('a genre has a rail once it holds four titles', async ({ client, assert }) => {
    for (let i = 0; i < 4; i++) {
      await publishedFilm({ name: `Comedy ${i}`, genres: i < 3 ? ['Comedy', 'Crime'] : ['comedy'] })
    }
    const { token, profileId } = await viewer()
    const home = await client.get(`/v1/profiles/${profileId}/home`).bearerToken(token)
    assert.lengthOf(railOf(home.body().rails, 'genre-comedy')!.items, 4)
    assert.isUndefined(railOf(home.body().rails, 'genre-crime'))
  })

  test("a kid's profile sees only what is within its limit", async ({ client, assert }) => {
    const cartoon = await publishedFilm({ maturity: 6 })
    const thriller = await publishedFilm({ name: 'Thriller', maturity: 16 })
    const { token, kidProfileId } = await viewer()

    const home = await client.get(`/v1/profiles/${kidProfileId}/home`).bearerToken(token)
    const shown = home.body().rails.flatMap((rail: Rail) => rail.items.map(({ id }) => id))
    assert.deepEqual([...new Set(shown)], [cartoon.id])
    assert.equal(home.body().hero.id, cartoon.id)

    const query = { profileId: kidProfileId }
    const list = await client.get('/v1/titles').qs(query).bearerToken(token)
    assert.deepEqual(
      list.body().items.map((card: { id: string }) => card.id),
      [cartoon.id]
    )
    const page = await client.get(`/v1/titles/${thriller.id}`).qs(query).bearerToken(token)
    page.assertStatus(404)
    assert.equal(page.body().code, 'title.not-found')
    const grownUp = await client.get(`/v1/titles/${thriller.id}`).bearerToken(token)
    grownUp.assertStatus(200)
  })

  test("another account's profile is refused", async ({ client }) => {
    const film = await publishedFilm()
    const { token } = await viewer()
    const other = await viewer()
    const query = { profileId: other.profileId }
    const list = await client.get('/v1/titles').qs(query).bearerToken(token)
    list.assertStatus(404)
    const page = await client.get(`/v1/titles/${film.id}`).qs(query).bearerToken(token)
    page.assertStatus(404)
    const home = await client.get(`/v1/profiles/${other.profileId}/home`).bearerToken(token)
    home.assertStatus(404)
  })

  test('the title page of a show has all seasons in order, published episodes only', async ({
    client,
    assert,
  }) => {
    const { show, episodes } = await publishedShow([2, 1], {
      credits: [
        { name: 'Ada Lovelace', role: 'actor', character: 'Herself' },
        { name: 'Benoit Mandelbrot', role: 'director' },
      ],
    })
    await db
      .from('catalog.episodes')
      .where('id', episodes[1]!.id)
      .update({ state: 'draft', published_at: null })
    const { token } = await viewer()

    const page = await client.get(`/v1/titles/${show.id}`).bearerToken(token)

    page.assertStatus(200)
    page.assertBodyContains({
      kind: 'show',
      name: 'Generative',
      genres: ['Animation', 'Comedy'],
      runtimeSeconds: null,
      playable: true,
      cast: [{ name: 'Ada Lovelace', character: 'Herself' }],
      credits: [{ name: 'Benoit Mandelbrot', role: 'director' }],
    })
    const [first, second] = page.body().seasons
    assert.deepEqual(
      first.episodes.map((episode: { name: string }) => episode.name),
      ['Episode 1.1']
    )
    assert.deepEqual(
      second.episodes.map((episode: { name: string }) => episode.name),
      ['Episode 2.1']
    )
    assert.equal(first.episodes[0].durationSeconds, 30.033)
    assert.isTrue(first.episodes[0].playable)
    assert.match(first.episodes[0].artwork.still, /^\/artwork\//)
  })

  test('drafts and what does not exist are alike to viewers', async ({ client }) => {
    const draft = await new CreateTitle().handle({ kind: 'film', name: 'Draft', ...COMPLETE })
    const { token } = await viewer()
    for (const id of [draft.id, '0192c000-0000-7000-8000-000000000000']) {
      const page = await client.get(`/v1/titles/${id}`).bearerToken(token)
      page.assertStatus(404)
      page.assertBodyContains({ code: 'title.not-found' })
    }
    const malformed = await client.get('/v1/titles/none').bearerToken(token)
    malformed.assertStatus(422)
  })

  test('home and the title page take a fixed number of queries whatever their size', async ({
    client,
    assert,
  }) => {
    const { token, profileId } = await viewer()
    const home = () => client.get(`/v1/profiles/${profileId}/home`).bearerToken(token)
    await publishedFilm()
    const { show: small } = await publishedShow([1])
    const { show: large } = await publishedShow([4, 3, 2], {
      credits: Array.from({ length: 12 }, (_, i) => ({
        name: `Actor ${i}`,
        role: 'actor' as const,
      })),
    })
    const ofPage = (titleId: typeof small.id) =>
      countQueries(() => new FindEditedTitle().handle({ titleId }))

    await home()
    assert.equal(await countQueries(home), 1)
    for (let i = 0; i < 8; i++)
      await publishedFilm({ name: `Film ${i}`, genres: [`Genre ${i % 2}`] })
    // The first after a change makes anew what all share.
    assert.equal(await countQueries(home), 5)
    assert.equal(await countQueries(home), 1)
    assert.equal(await ofPage(small.id), 1)
    assert.equal(await ofPage(large.id), 1)
  })

  test('an unchanged page costs no body', async ({ client, assert }) => {
    const film = await publishedFilm()
    const { token, profileId } = await viewer()
    for (const path of [`/v1/titles/${film.id}`, '/v1/titles', `/v1/profiles/${profileId}/home`]) {
      const first = await client.get(path).bearerToken(token)
      const tag = first.header('etag')!
      assert.match(tag, /^W\/"[\w-]+"$/)
      const again = await client.get(path).bearerToken(token).header('if-none-match', tag)
      again.assertStatus(304)
      assert.equal(again.text() ?? '', '')
      await db
        .from('catalog.titles')
        .where('id', film.id)
        .update({ name: `New ${path.length}` })
      const changed = await client.get(path).bearerToken(token).header('if-none-match', tag)
      changed.assertStatus(200)
    }
  })

  test('pages of the list hold every title once', async ({ client, assert }) => {
    const films = [] as string[]
    for (let i = 0; i < 5; i++) films.unshift((await publishedFilm({ name: `Film ${i}` })).id)
    // Published in the same millisecond: the id decides.
    await db.from('catalog.titles').update({ published_at: new Date(1_700_000_000_000) })
    await publishedShow([1])
    const { token } = await viewer()

    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query: Record<string, string> = { kind: 'film', limit: '2' }
      if (cursor) query.cursor = cursor
      const page = await client.get('/v1/titles').qs(query).bearerToken(token)
      page.assertStatus(200)
      seen.push(...page.body().items.map((card: { id: string }) => card.id))
      cursor = page.body().nextCursor
    } while (cursor)
    assert.deepEqual(seen, films)
  })

  test('a cursor that no list gave is refused', async ({ client }) => {
    const { token } = await viewer()
    const forged = [
      'nonsense',
      Buffer.from('["now", 1]').toString('base64url'),
      Buffer.from(`[1700000000000,"x'; drop table"]`).toString('base64url'),
      Buffer.from('[1e300,"0192c000-0000-7000-8000-000000000000"]').toString('base64url'),
    ]
    for (const cursor of forged) {
      const page = await client.get('/v1/titles').qs({ cursor }).bearerToken(token)
      page.assertStatus(422)
    }
  })

  test('a rail of another module stands first; one that fails is left out', async ({
    client,
    assert,
    cleanup,
  }) => {
    cleanup(() =>
      ['continue-watching', 'broken', 'slow'].forEach((id) => homeRailSources.remove(id))
    )
    const film = await publishedFilm()
    const { titles } = await new TitleCardsByIds().handle({
      titleIds: [film.id],
      viewing: EDITORS_VIEW,
    })
    const { token, profileId } = await viewer()
    homeRailSources.register({
      id: 'continue-watching',
      position: 10,
      load: async () => ({
        id: 'continue-watching',
        name: 'Continue watching',
        kind: 'continue-watching',
        items: [titles.get(film.id)!],
      }),
    })
    homeRailSources.register({
      id: 'broken',
      position: 20,
      load: () => Promise.reject(new Error('Redis is away')),
    })
    homeRailSources.register({ id: 'slow', position: 30, load: () => new Promise(() => {}) })

    const home = await client.get(`/v1/profiles/${profileId}/home`).bearerToken(token)

    home.assertStatus(200)
    assert.deepEqual(
      home.body().rails.map((rail: Rail) => rail.id),
      ['continue-watching', 'new', 'films']
    )
  })
})
