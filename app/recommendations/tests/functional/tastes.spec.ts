import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import { personalData } from '#core/personal_data'
import { viewer } from '#database/factories/viewers'
import { readHistory } from '../../training/read_history.js'
import { NeighboursModel, serve, servePromoted } from '../support/neighbours_model.js'
import { finish, homeOf, tastefulCatalogue } from '../support/tasteful_catalogue.js'

test.group('What a profile says of its taste', (group) => {
  let catalogue: Awaited<ReturnType<typeof tastefulCatalogue>>

  group.setup(async () => {
    catalogue = await tastefulCatalogue(14)
  })
  group.each.setup(() => {
    serve(catalogue.model)
  })
  group.each.teardown(() => {
    servePromoted()
    clock.restore()
  })

  test('favourites that a new profile names give its first rails', async ({ client, assert }) => {
    const who = await viewer()
    const path = `/v1/profiles/${who.profileId}/favourites`
    const offer = await client.get(path).bearerToken(who.token)
    offer.assertStatus(200)
    assert.isTrue(offer.body().wanted)
    const names = offer.body().offered.map(({ name }: { name: string }) => name.split(' ')[0])
    assert.sameMembers([...new Set(names.slice(0, 3))], ['Drama', 'Comedy', 'Horror'])

    const titleIds = catalogue.comedy.slice(0, 3)
    const put = await client.put(path).bearerToken(who.token).json({ titleIds })
    put.assertStatus(204)
    const home = await homeOf(client, who)
    assert.include(home.rail('for-you')!.items[0]!.name, 'Comedy')
    const because = home.rail('because')
    if (because) assert.match(because.name, /^Because you like Comedy \d+$/)

    const after = await client.get(path).bearerToken(who.token)
    assert.isFalse(after.body().wanted)
    assert.sameMembers(
      after.body().chosen.map(({ id }: { id: string }) => id),
      titleIds
    )
  })

  test('favourites fade as the profile watches other things', async ({ client, assert }) => {
    const who = await viewer()
    const titleIds = catalogue.comedy.slice(0, 3)
    await client
      .put(`/v1/profiles/${who.profileId}/favourites`)
      .bearerToken(who.token)
      .json({ titleIds })
    for (const titleId of catalogue.drama.slice(0, 8)) await finish(client, who, titleId)
    const home = await homeOf(client, who)
    assert.include(home.rail('for-you')!.items[0]!.name, 'Drama')
  })

  test('too few favourites, unknown ones and what is not for the profile are refused', async ({
    client,
  }) => {
    const who = await viewer()
    const choose = (titleIds: string[], profileId: string = who.profileId) =>
      client.put(`/v1/profiles/${profileId}/favourites`).bearerToken(who.token).json({ titleIds })
    ;(await choose(catalogue.comedy.slice(0, 2))).assertStatus(422)
    ;(await choose([...catalogue.comedy.slice(0, 2), newId()])).assertStatus(422)
    ;(await choose(catalogue.horror.slice(0, 3), who.kidProfileId)).assertStatus(422)
    const other = await viewer()
    ;(await choose(catalogue.comedy.slice(0, 3), other.profileId)).assertStatus(404)
    const [one] = catalogue.comedy
    ;(await choose([one!, one!.toUpperCase(), one!])).assertStatus(204)
  })

  test('it is told why a title is shown: what it watched, most first, else what is true', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    const [watched, less] = catalogue.drama
    const shown = catalogue.drama[5]!
    serve(
      new NeighboursModel(catalogue.all, [
        [watched!, shown, 1],
        [less!, shown, 0.5],
        [catalogue.comedy[0]!, shown, -1],
      ])
    )
    const why = async (titleId: string) => {
      const answer = await client
        .get(`/v1/profiles/${who.profileId}/recommendations/${titleId}/reason`)
        .bearerToken(who.token)
      return answer
    }
    assert.equal((await why(shown)).body().kind, 'new')
    for (const titleId of [watched!, less!, catalogue.comedy[0]!]) {
      await finish(client, who, titleId)
    }
    assert.deepEqual((await why(shown)).body(), {
      kind: 'watched',
      titles: [
        { id: watched, name: 'Drama 0' },
        { id: less, name: 'Drama 1' },
      ],
    })
    ;(await why(newId())).assertStatus(404)
    const kid = await client
      .get(`/v1/profiles/${who.kidProfileId}/recommendations/${catalogue.horror[0]}/reason`)
      .bearerToken(who.token)
    kid.assertStatus(404)
  })

  test('it can begin anew: nothing watched before counts, nothing finished comes again', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    clock.freeze(Date.now() - 60_000)
    await finish(client, who, catalogue.drama[0]!)
    clock.restore()
    assert.isDefined((await homeOf(client, who)).rail('for-you'))

    const reset = await client
      .post(`/v1/profiles/${who.profileId}/recommendations/reset`)
      .bearerToken(who.token)
    reset.assertStatus(204)
    const home = await homeOf(client, who)
    assert.isUndefined(home.rail('for-you'))
    assert.isUndefined(home.rail('because'))
    const others = [await viewer(), await viewer()]
    for (const other of others) {
      for (const titleId of catalogue.drama.slice(0, 3)) await finish(client, other, titleId)
    }
    const learnt = await readHistory(Date.now() / 1000)
    assert.notInclude(learnt.data.profiles, who.profileId)
    assert.include(learnt.data.profiles, others[0]!.profileId)
    const history = await client.get(`/v1/profiles/${who.profileId}/history`).bearerToken(who.token)
    assert.lengthOf(history.body().items, 1)

    await finish(client, who, catalogue.comedy[0]!)
    const after = await homeOf(client, who)
    assert.include(after.rail('for-you')!.items[0]!.name, 'Comedy')
    assert.isUndefined(after.rails.find(({ because }) => because?.name.startsWith('Drama')))
  })

  test('a history that was cleared says nothing any more', async ({ client, assert }) => {
    const who = await viewer()
    await finish(client, who, catalogue.drama[0]!)
    assert.isDefined((await homeOf(client, who)).rail('for-you'))
    await client.delete(`/v1/profiles/${who.profileId}/history`).bearerToken(who.token)
    assert.isUndefined((await homeOf(client, who)).rail('for-you'))
  })

  test('it is in the export, and goes with the profile', async ({ client, assert }) => {
    const who = await viewer()
    await client
      .put(`/v1/profiles/${who.profileId}/favourites`)
      .bearerToken(who.token)
      .json({ titleIds: catalogue.comedy.slice(0, 3) })
    const keeper = personalData.keepers.find(({ section }) => section === 'recommendations')!
    const { accountId, profileId } = who
    const subject = { accountId, email: '', profileIds: [profileId], deviceIds: [] }
    const { favourites } = await keeper.exportOf(subject)
    assert.lengthOf(favourites as unknown[], 3)
    await keeper.eraseProfile({ accountId, profileId })
    const left = await db.from('recommendations.favourites').where('profile_id', profileId)
    assert.lengthOf(left, 0)
  })
})

test.group('What is like a title', (group) => {
  let catalogue: Awaited<ReturnType<typeof tastefulCatalogue>>

  group.setup(async () => {
    catalogue = await tastefulCatalogue(6)
  })
  group.each.teardown(() => {
    servePromoted()
  })

  test('is what those who watched it watch, then what is of its genre', async ({
    client,
    assert,
  }) => {
    const [of, other] = catalogue.drama
    serve(new NeighboursModel(catalogue.all, [[of!, catalogue.comedy[3]!, 1]]))
    const who = await viewer()
    const similar = async (query: object = {}) => {
      const answer = await client.get(`/v1/titles/${of}/similar`).qs(query).bearerToken(who.token)
      answer.assertStatus(200)
      return answer.body() as { items: { id: string }[]; nextCursor: string | null }
    }
    const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)
    const all = idsOf(await similar())
    assert.equal(all[0], catalogue.comedy[3])
    assert.sameMembers(all.slice(1), catalogue.drama.slice(1))
    const page = await client.get(`/v1/titles/${of}`).bearerToken(who.token)
    assert.equal(page.body().similar[0].id, catalogue.comedy[3])

    const first = await similar({ limit: 2 })
    const second = await similar({ limit: 2, cursor: first.nextCursor! })
    assert.deepEqual([...idsOf(first), ...idsOf(second)], all.slice(0, 4))

    await finish(client, who, other!)
    assert.notInclude(idsOf(await similar({ profileId: who.profileId })), other!)
    serve(null)
    assert.sameMembers(idsOf(await similar()), catalogue.drama.slice(1))
  })

  test('is nothing beyond a kid’s limit, and nobody’s who may not see the title', async ({
    client,
    assert,
  }) => {
    serve(new NeighboursModel(catalogue.all, [[catalogue.drama[0]!, catalogue.horror[0]!, 1]]))
    const who = await viewer()
    const ask = (titleId: string) =>
      client
        .get(`/v1/titles/${titleId}/similar`)
        .qs({ profileId: who.kidProfileId })
        .bearerToken(who.token)
    const shown = await ask(catalogue.drama[0]!)
    const ids = shown.body().items.map(({ id }: { id: string }) => id)
    assert.notInclude(ids, catalogue.horror[0]!)
    ;(await ask(catalogue.horror[0]!)).assertStatus(404)
    const wrong = await client
      .get(`/v1/titles/${catalogue.drama[0]}/similar`)
      .qs({ cursor: 'nonsense' })
      .bearerToken(who.token)
    wrong.assertStatus(422)
  })
})

test.group('A search by a profile with a taste', (group) => {
  group.each.teardown(() => {
    servePromoted()
  })

  test('leans to it between near ties, and never moves the very name', async ({
    client,
    assert,
  }) => {
    const catalogue = await tastefulCatalogue(4)
    const liked = catalogue.comedy[2]!
    serve(
      new NeighboursModel(catalogue.all, [
        [catalogue.drama[0]!, liked, 3],
        [catalogue.drama[0]!, catalogue.comedy[1]!, 1],
      ])
    )
    const [plain, fond] = [await viewer(), await viewer()]
    await finish(client, fond, catalogue.drama[0]!)
    const search = async (who: typeof plain, q: string) => {
      const { token, profileId } = who
      const answer = await client.get('/v1/search').qs({ q, profileId }).bearerToken(token)
      answer.assertStatus(200)
      return answer.body().items.map(({ id }: { id: string }) => id) as string[]
    }
    const usual = await search(plain, 'comedy')
    const leaning = await search(fond, 'comedy')
    assert.sameMembers(leaning, usual)
    assert.equal(leaning[0], liked)
    assert.notEqual(usual[0], liked)
    assert.equal((await search(fond, 'Comedy 3'))[0], catalogue.comedy[3])
    assert.deepEqual(await search(plain, 'comedy'), usual)
    serve(null)
    assert.deepEqual(await search(fond, 'comedy'), usual)
  })
})
