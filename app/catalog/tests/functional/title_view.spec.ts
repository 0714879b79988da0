import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { newId, type ProfileId, type TitleId } from '#core/ids'
import { countQueries } from '#tests/query_count'
import { CreateTitle } from '../../actions/create_title.js'
import { viewingProgress, type ViewingProgress } from '../../viewing_progress.js'
import { COMPLETE, publishedFilm, publishedShow, viewer } from '../catalogue.js'

async function addWindow(titleId: TitleId, country: string, from: string, until: string | null) {
  await db.from('catalog.titles').where('id', titleId).update({ windowed: true })
  await db.rawQuery(
    `insert into catalog.availability (id, title_id, country, starts_at, ends_at)
     values (?, ?, ?, now() + ?::interval, now() + ?::interval)`,
    [newId(), titleId, country, from, until]
  )
}

async function addExtra(parentId: TitleId, kind: string, name: string, position: number) {
  const film = await publishedFilm({ name })
  await db
    .from('catalog.titles')
    .where('id', film.id)
    .update({ kind: 'extra', parent_id: parentId, extra_kind: kind, position })
  return film.id
}

test.group('The page of a title', (group) => {
  let progress: Map<ProfileId, ViewingProgress[]>

  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
    progress = new Map()
    viewingProgress.register(async ({ profileId }) => progress.get(profileId) ?? [])
  })

  test('a show says where the profile stands and what comes next, to that profile alone', async ({
    client,
    assert,
  }) => {
    const { show, episodes } = await publishedShow([2, 1])
    const one = await viewer()
    const other = await viewer()
    const standingOf = async ({ token, profileId }: typeof one) => {
      const page = await client.get(`/v1/titles/${show.id}`).qs({ profileId }).bearerToken(token)
      page.assertStatus(200)
      return page.body().standing
    }
    const at = (episode: number, positionSeconds: number, finished: boolean) => ({
      episodeId: episodes[episode]!.id,
      ...{ positionSeconds, durationSeconds: 30, finished, watchedAt: new Date() },
    })

    progress.set(one.profileId, [at(1, 12.5, false), at(0, 30, true)])
    const middle = await standingOf(one)
    assert.isTrue(middle.playable)
    assert.containsSubset(middle.next, {
      episodeId: episodes[1]!.id,
      seasonNumber: 1,
      episodeNumber: 2,
      positionSeconds: 12.5,
    })
    assert.deepEqual(
      middle.progress.map((entry: { finished: boolean }) => entry.finished),
      [false, true]
    )
    const fresh = await standingOf(other)
    assert.deepEqual(fresh.progress, [])
    assert.containsSubset(fresh.next, { episodeId: episodes[0]!.id, positionSeconds: 0 })

    progress.set(one.profileId, [at(1, 30, true)])
    assert.equal((await standingOf(one)).next.episodeId, episodes[2]!.id)
    progress.set(one.profileId, [at(2, 30, true)])
    assert.equal((await standingOf(one)).next.episodeId, episodes[0]!.id)
  })

  test('texts come in the best language that the profile reads, and the country rates it', async ({
    client,
    assert,
  }) => {
    const film = await publishedFilm({ name: 'Grosser Bock', language: 'de' })
    await db.table('catalog.title_translations').multiInsert([
      { title_id: film.id, language: 'fr', name: 'Gros lapin', synopsis: 'Un lapin.' },
      { title_id: film.id, language: 'en', name: 'Big Buck', synopsis: 'A rabbit.' },
    ])
    await db.table('catalog.title_ratings').insert({
      ...{ title_id: film.id, country: 'US', system: 'MPA', label: 'PG', age: 8 },
    })
    await db.from('catalog.titles').update({ maturity_by_country: JSON.stringify({ US: 8 }) })
    const page = async (language: string) => {
      const { token, profileId } = await viewer(['viewer'], language)
      return client.get(`/v1/titles/${film.id}`).qs({ profileId }).bearerToken(token)
    }
    const canadian = await page('fr-CA')
    canadian.assertBodyContains({ name: 'Gros lapin', synopsis: 'Un lapin.', language: 'fr' })
    canadian.assertBodyContains({ rating: { system: 'MPA', label: 'PG', age: 8 }, maturity: 8 })
    const swiss = await page('de-CH')
    swiss.assertBodyContains({ name: 'Grosser Bock', language: 'de' })
    const japanese = await page('ja')
    japanese.assertBodyContains({ name: 'Big Buck', language: 'en' })
    assert.equal(japanese.body().genres[0], 'Animation')
  })

  test('says why it cannot be played: too young, not yet, not here', async ({ client, assert }) => {
    const grownUp = await viewer()
    const ofLimit = await viewer(['viewer'], 'en', 12)
    const standing = async (titleId: TitleId, who = grownUp) => {
      const { profileId, token } = who
      const page = await client.get(`/v1/titles/${titleId}`).qs({ profileId }).bearerToken(token)
      page.assertStatus(200)
      return page.body().standing
    }
    const thriller = await publishedFilm({ maturity: 16 })
    assert.containsSubset(await standing(thriller.id), { playable: true, reason: null })
    assert.containsSubset(await standing(thriller.id, ofLimit), { playable: false, reason: 'age' })

    const elsewhere = await publishedFilm()
    await addWindow(elsewhere.id, 'JP', '-1 day', null)
    assert.containsSubset(await standing(elsewhere.id), { playable: false, reason: 'not-here' })

    const later = await publishedFilm()
    await addWindow(later.id, 'US', '1 day', '2 days')
    const opens = await standing(later.id)
    assert.containsSubset(opens, { playable: false, reason: 'not-yet', next: null })
    assert.approximately(Date.parse(opens.playableFrom), Date.now() + 86_400_000, 60_000)

    const { token, kidProfileId: profileId } = grownUp
    for (const hidden of [thriller.id, elsewhere.id, later.id]) {
      const page = await client.get(`/v1/titles/${hidden}`).qs({ profileId }).bearerToken(token)
      page.assertStatus(404)
    }
  })

  test('a coming title has a page with its trailer; a draft that nobody announced has none', async ({
    client,
    assert,
  }) => {
    const coming = await new CreateTitle().handle({ kind: 'film', name: 'Soon', ...COMPLETE })
    const trailerId = await addExtra(coming.id, 'trailer', 'Trailer', 1)
    const { token, profileId } = await viewer()
    const page = () => client.get(`/v1/titles/${coming.id}`).qs({ profileId }).bearerToken(token)
    ;(await page()).assertStatus(404)
    await db
      .from('catalog.titles')
      .where('id', coming.id)
      .update({ announced: true, publish_at: new Date('2031-05-01T18:00:00Z') })
    const announced = await page()
    announced.assertStatus(200)
    assert.deepEqual(
      announced.body().extras.map((extra: { id: string }) => extra.id),
      [trailerId]
    )
    announced.assertBodyContains({
      standing: { reason: 'not-yet', playableFrom: '2031-05-01T18:00:00.000Z', next: null },
    })
    const home = await client.get(`/v1/profiles/${profileId}/home`).bearerToken(token)
    const rail = home.body().rails.find(({ id }: { id: string }) => id === 'coming')
    assert.equal(rail.items[0].availableFrom, '2031-05-01T18:00:00.000Z')
  })

  test('similar titles share genres, and none is above the limit of who asks', async ({
    client,
    assert,
  }) => {
    const film = await publishedFilm({ genres: ['Crime', 'Comedy'], maturity: 6 })
    const both = await publishedFilm({ name: 'Both', genres: ['Comedy', 'Crime'], maturity: 16 })
    const one = await publishedFilm({ name: 'One', genres: ['Comedy'], maturity: 6 })
    await publishedFilm({ name: 'None', genres: ['Drama'] })
    const { token, profileId, kidProfileId } = await viewer()
    const similar = async (asking: ProfileId) => {
      const query = { profileId: asking }
      const page = await client.get(`/v1/titles/${film.id}`).qs(query).bearerToken(token)
      return page.body().similar.map(({ id }: { id: string }) => id)
    }
    assert.deepEqual(await similar(profileId), [both.id, one.id])
    assert.deepEqual(await similar(kidProfileId), [one.id])
  })

  test('takes a fixed number of queries, and two once it is known', async ({ client, assert }) => {
    const credits = Array.from({ length: 20 }, (_, i) => ({
      ...{ name: `Actor ${i}`, role: 'actor' as const },
    }))
    const { show: small } = await publishedShow([1])
    const { show: large } = await publishedShow([6, 5], { credits })
    for (let i = 0; i < 3; i++) await addExtra(large.id, 'clip', `Clip ${i}`, i)
    const { token, profileId } = await viewer()
    const page = (id: TitleId) => () =>
      client.get(`/v1/titles/${id}`).qs({ profileId }).bearerToken(token)
    await client.get(`/v1/profiles/${profileId}/home`).bearerToken(token)
    const first = await countQueries(page(small.id))
    await db.from('catalog.titles').where('id', small.id).update({ tagline: 'New' })
    await client.get(`/v1/profiles/${profileId}/home`).bearerToken(token)
    assert.equal(await countQueries(page(large.id)), first)
    // What is true now; what the profile has watched is asked of another module.
    assert.equal(await countQueries(page(large.id)), 1)
  })

  test('an unchanged page costs no body, until something is watched', async ({
    client,
    assert,
  }) => {
    const film = await publishedFilm()
    const { token, profileId } = await viewer()
    const page = (tag = '') =>
      client
        .get(`/v1/titles/${film.id}`)
        .qs({ profileId })
        .bearerToken(token)
        .header('if-none-match', tag)
    const tag = (await page()).header('etag')!
    ;(await page(tag)).assertStatus(304)
    progress.set(profileId, [
      {
        ...{ episodeId: null, positionSeconds: 9, durationSeconds: 30 },
        ...{ finished: false, watchedAt: new Date() },
      },
    ])
    const changed = await page(tag)
    changed.assertStatus(200)
    assert.equal(changed.body().standing.next.positionSeconds, 9)
  })
})
