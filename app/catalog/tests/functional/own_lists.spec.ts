import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { newId, type AccountId, type ProfileId, type TitleId } from '#core/ids'
import { personalData } from '#core/personal_data'
import { CreateTitle } from '../../actions/create_title.js'
import { COMPLETE, publishedFilm, viewer } from '../catalogue.js'

interface Card {
  id: string
  name: string
}

test.group("A profile's list and opinions", (group) => {
  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
  })

  test('the list holds what was added, newest first, on home and page by page', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    const films: string[] = []
    for (let i = 0; i < 5; i++) {
      const film = await publishedFilm({ name: `Film ${i}` })
      films.unshift(film.id)
      const put = await client
        .put(`/v1/profiles/${who.profileId}/list/${film.id}`)
        .bearerToken(who.token)
      put.assertStatus(204)
    }
    const list = `/v1/profiles/${who.profileId}/list`
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query: Record<string, string | number> = { limit: 2, ...(cursor ? { cursor } : {}) }
      const page = await client.get(list).qs(query).bearerToken(who.token)
      page.assertStatus(200)
      seen.push(...page.body().items.map(({ id }: Card) => id))
      cursor = page.body().nextCursor
    } while (cursor)
    assert.deepEqual(seen, films)

    const again = await client.put(`${list}/${films[4]}`).bearerToken(who.token)
    again.assertStatus(204)
    const removed = await client.delete(`${list}/${films[0]}`).bearerToken(who.token)
    removed.assertStatus(204)
    const home = await client.get(`/v1/profiles/${who.profileId}/home`).bearerToken(who.token)
    const rail = home.body().rails[0]
    assert.equal(rail.id, 'my-list')
    assert.deepEqual(
      rail.items.map(({ id }: Card) => id),
      films.slice(1)
    )
  })

  test('a kid can neither list nor judge what is not for kids, nor see it after its age rose', async ({
    client,
    assert,
  }) => {
    const { token, kidProfileId } = await viewer()
    const thriller = await publishedFilm({ maturity: 16 })
    const cartoon = await publishedFilm({ maturity: 6 })
    const of = (what: string, id: TitleId) => `/v1/profiles/${kidProfileId}/${what}/${id}`
    ;(await client.put(of('list', thriller.id)).bearerToken(token)).assertStatus(404)
    const opinion = await client
      .put(of('opinions', thriller.id))
      .json({ opinion: 'love' })
      .bearerToken(token)
    opinion.assertStatus(404)
    ;(await client.put(of('list', cartoon.id)).bearerToken(token)).assertStatus(204)
    await db.from('catalog.titles').where('id', cartoon.id).update({ maturity: 16 })
    const list = await client.get(`/v1/profiles/${kidProfileId}/list`).bearerToken(token)
    assert.deepEqual(list.body().items, [])
    const home = await client.get(`/v1/profiles/${kidProfileId}/home`).bearerToken(token)
    assert.deepEqual(home.body(), { hero: null, notices: [], rails: [] })
  })

  test("another account's profile has no list here", async ({ client }) => {
    const film = await publishedFilm()
    const { token } = await viewer()
    const other = await viewer()
    for (const call of [
      client.get(`/v1/profiles/${other.profileId}/list`),
      client.put(`/v1/profiles/${other.profileId}/list/${film.id}`),
      client.delete(`/v1/profiles/${other.profileId}/list/${film.id}`),
      client.put(`/v1/profiles/${other.profileId}/opinions/${film.id}`).json({ opinion: 'up' }),
      client.put(`/v1/profiles/${other.profileId}/reminders/${film.id}`),
    ]) {
      ;(await call.bearerToken(token)).assertStatus(404)
    }
  })

  test('a list that is full takes no more, and says so', async ({ client }) => {
    const { token, profileId } = await viewer()
    const film = await publishedFilm()
    await db.rawQuery(
      `with titles as (
         insert into catalog.titles (id, kind, name, created_at, updated_at)
         select gen_random_uuid(), 'film', 'Film', now(), now() from generate_series(1, 1000)
         returning id)
       insert into catalog.my_list (profile_id, title_id, added_at)
       select ?, id, now() from titles`,
      [profileId]
    )
    const full = await client.put(`/v1/profiles/${profileId}/list/${film.id}`).bearerToken(token)
    full.assertStatus(409)
    full.assertBodyContains({ code: 'my-list.full' })
  })

  test('an opinion can be changed and taken back', async ({ client, assert }) => {
    const film = await publishedFilm()
    const { token, profileId, kidProfileId } = await viewer()
    const opinions = `/v1/profiles/${profileId}/opinions/${film.id}`
    const opinionOf = async (asking: ProfileId) => {
      const query = { profileId: asking }
      const page = await client.get(`/v1/titles/${film.id}`).qs(query).bearerToken(token)
      return page.body().standing.opinion
    }
    for (const opinion of ['up', 'love', 'down']) {
      const given = await client.put(opinions).json({ opinion }).bearerToken(token)
      given.assertStatus(204)
      assert.equal(await opinionOf(profileId), opinion)
    }
    assert.isNull(await opinionOf(kidProfileId))
    const refused = await client.put(opinions).json({ opinion: 'meh' }).bearerToken(token)
    refused.assertStatus(422)
    ;(await client.delete(opinions).bearerToken(token)).assertStatus(204)
    assert.isNull(await opinionOf(profileId))
  })

  test('is exported with the account, and erased with the profile or the account', async ({
    client,
    assert,
  }) => {
    const { token, profileId, kidProfileId, accountId } = await viewer()
    const film = await publishedFilm()
    const coming = await new CreateTitle().handle({ kind: 'film', name: 'Soon', ...COMPLETE })
    await db.from('catalog.titles').where('id', coming.id).update({ announced: true })
    for (const id of [profileId, kidProfileId]) {
      const of = (what: string, title: TitleId) => `/v1/profiles/${id}/${what}/${title}`
      await client.put(of('list', film.id)).bearerToken(token)
      await client.put(of('opinions', film.id)).json({ opinion: 'up' }).bearerToken(token)
      ;(await client.put(of('reminders', coming.id)).bearerToken(token)).assertStatus(204)
    }
    const keeper = personalData.keepers.find(({ section }) => section === 'catalogue')!
    const subject = {
      accountId,
      profileIds: [profileId, kidProfileId],
      deviceIds: [],
      email: 'nobody@example.com',
    }
    const kept = (await keeper.exportOf(subject)) as Record<string, unknown[]>
    assert.deepEqual(
      ['myList', 'opinions', 'reminders'].map((name) => kept[name]!.length),
      [2, 2, 2]
    )
    await keeper.eraseProfile({ accountId, profileId })
    assert.lengthOf((await keeper.exportOf(subject)).reminders as unknown[], 1)
    await keeper.eraseAccount({ ...subject, profileIds: [] as ProfileId[] })
    await keeper.eraseAccount(subject)
    for (const table of ['my_list', 'opinions', 'reminders']) {
      assert.isNull(await db.from(`catalog.${table}`).first(), table)
    }
    await keeper.eraseAccount({ ...subject, accountId: newId<AccountId>() })
  })
})
