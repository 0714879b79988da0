import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { newId, type TitleId } from '#core/ids'
import { viewer } from '#database/factories/viewers'
import { countQueries } from '#tests/query_count'
import { NeighboursModel, serve, servePromoted } from '../support/neighbours_model.js'
import { finish, homeOf, tastefulCatalogue } from '../support/tasteful_catalogue.js'

const DAY_MS = 24 * 3_600_000

test.group("A profile's home by its taste", (group) => {
  let catalogue: Awaited<ReturnType<typeof tastefulCatalogue>>

  group.setup(async () => {
    catalogue = await tastefulCatalogue(30)
  })
  group.each.setup(() => {
    serve(catalogue.model)
  })
  group.each.teardown(() => {
    servePromoted()
    clock.restore()
  })

  test('finishing a film changes the very next home, and the film is not offered again', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    const before = await homeOf(client, who)
    assert.isUndefined(before.rail('for-you'))

    const [finished] = catalogue.drama
    await finish(client, who, finished!)
    const after = await homeOf(client, who)
    const forYou = after.rail('for-you')!
    assert.equal(forYou.name, 'For you')
    assert.match(forYou.model!, /^[0-9a-f-]{36}$/)
    assert.isAbove(
      forYou.items.filter(({ id }) => catalogue.drama.includes(id as TitleId)).length,
      6
    )
    assert.notInclude(after.ids, finished!)

    await finish(client, who, catalogue.comedy[0]!)
    const next = await homeOf(client, who)
    assert.notDeepEqual(next.rail('for-you')!.items, forYou.items)
    assert.notInclude(next.ids, catalogue.comedy[0]!)
  })

  test('a rail says truly because of what its titles are there', async ({ client, assert }) => {
    const who = await viewer()
    await finish(client, who, catalogue.drama[5]!)
    await finish(client, who, catalogue.comedy[7]!)
    const { rails } = await homeOf(client, who)
    const because = rails.filter(({ kind }) => kind === 'because')
    assert.isNotEmpty(because)
    for (const rail of because) {
      const films = [catalogue.drama, catalogue.comedy].find((ids) =>
        ids.includes(rail.because!.id as TitleId)
      )!
      assert.equal(rail.name, `Because you watched ${rail.because!.name}`)
      assert.isAtLeast(rail.items.length, 4)
      for (const { id } of rail.items) assert.include(films, id)
    }
  })

  test('no title stands on a page twice, and no genre fills a rail that has others', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    await finish(client, who, catalogue.drama[1]!)
    await finish(client, who, catalogue.comedy[1]!)
    await finish(client, who, catalogue.horror[1]!)
    const home = await homeOf(client, who)
    assert.lengthOf(new Set([...home.ids, home.hero!.id]), home.ids.length + 1)
    const genresOf = home.rail('for-you')!.items.map(({ name }) => name.split(' ')[0])
    for (const genre of new Set(genresOf)) {
      assert.isAtMost(genresOf.filter((other) => other === genre).length, 9)
    }
    assert.lengthOf(home.rail('for-you')!.items, 20)
  })

  test('a kid never sees beyond its limit, whatever the model says', async ({ client, assert }) => {
    const who = await viewer()
    const kid = { ...who, profileId: who.kidProfileId }
    const forKids = new NeighboursModel(
      catalogue.all,
      catalogue.horror.map((to) => [catalogue.drama[0]!, to, 5])
    )
    serve(forKids)
    await finish(client, kid, catalogue.drama[0]!)
    const home = await homeOf(client, kid)
    assert.isNotEmpty(home.ids)
    for (const id of [...home.ids, home.hero!.id]) assert.notInclude(catalogue.horror, id)
    assert.isDefined((await homeOf(client, who)).rails)
  })

  test('what is not shown in the country now is on no rail', async ({ client, assert }) => {
    const who = await viewer()
    await finish(client, who, catalogue.drama[0]!)
    const away = catalogue.drama[3]!
    const isThere = async () => (await homeOf(client, who)).ids.includes(away)
    assert.isTrue(await isThere())
    await db.transaction(async (trx) => {
      await trx.from('catalog.titles').where('id', away).update({ windowed: true })
      await trx.table('catalog.availability').insert({
        ...{ id: newId(), title_id: away, country: '*' },
        starts_at: new Date(Date.now() - DAY_MS),
        ends_at: new Date(Date.now() - 1000),
      })
    })
    assert.isFalse(await isThere())
    await db.from('catalog.titles').where('id', away).update({ windowed: false })
    assert.isTrue(await isThere())
  })

  test('what is not for the profile leaves its home, until that is taken back', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    await finish(client, who, catalogue.drama[0]!)
    const refused = catalogue.drama[1]!
    const opinion = `/v1/profiles/${who.profileId}/opinions/${refused}`
    assert.include((await homeOf(client, who)).ids, refused)
    await client.put(opinion).bearerToken(who.token).json({ opinion: 'down' })
    assert.notInclude((await homeOf(client, who)).ids, refused)
    await client.delete(opinion).bearerToken(who.token)
    assert.include((await homeOf(client, who)).ids, refused)
  })

  test('some places go to titles that few have seen, the same ones all day', async ({
    client,
    assert,
  }) => {
    clock.freeze(Date.UTC(2027, 2, 4, 9))
    const who = await viewer()
    await finish(client, who, catalogue.drama[0]!)
    const tried = async () =>
      (await homeOf(client, await viewer(who)))
        .rail('for-you')!
        .items.flatMap(({ id, explored }, place) => (explored ? [`${place} ${id}`] : []))
    const first = await tried()
    assert.lengthOf(first, 2)
    clock.advance(3 * 3_600_000)
    assert.deepEqual(await tried(), first)
    const days: string[][] = []
    for (let day = 1; day <= 5; day++) {
      clock.advance(DAY_MS)
      days.push(await tried())
    }
    assert.isTrue(days.some((other) => other.join() !== first.join()))
  })

  test('what was liked long ago comes back to be seen again', async ({ client, assert }) => {
    const who = await viewer()
    const long = Date.now() - 200 * DAY_MS
    const old = catalogue.comedy.slice(0, 5)
    for (const titleId of old) {
      clock.freeze(long)
      await finish(client, who, titleId)
    }
    clock.restore()
    await finish(client, who, catalogue.drama[0]!)
    const rail = (await homeOf(client, who)).rail('rediscover')!
    assert.sameMembers(
      rail.items.map(({ id }) => id),
      old
    )
  })

  test('asks the database a fixed number of times, and scores again only when something changed', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    const home = () => homeOf(client, who)
    await finish(client, who, catalogue.drama[0]!)
    await home()
    const few = await countQueries(home)
    const { scored } = catalogue.model
    await home()
    assert.equal(catalogue.model.scored, scored)
    for (const titleId of catalogue.comedy.slice(0, 6)) await finish(client, who, titleId)
    await home()
    assert.equal(await countQueries(home), few)
    assert.equal(catalogue.model.scored, scored + 1)
    // What home holds of the profile, what it goes on with, what it watched, and what it told.
    assert.equal(few, 4)
  })
})
