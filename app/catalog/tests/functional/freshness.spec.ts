import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { newId } from '#core/ids'
import { readyWeb } from '#tests/web_process'
import { publishedFilm, viewer } from '../catalogue.js'

interface Home {
  hero: { name: string } | null
  rails: { id: string; items: { id: string; name: string }[] }[]
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function homeAt(url: string, { profileId, token }: { profileId: string; token: string }) {
  const response = await fetch(`${url}/v1/profiles/${profileId}/home`, { headers: bearer(token) })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Home
}

/** The list of the profile: the rail that shows what the page shows elsewhere too. */
const listed = (home: Home) => home.rails.find((rail) => rail.id === 'my-list')?.items ?? []

test.group('After a change of the catalogue', (group) => {
  group.tap((one) => one.timeout(120_000))

  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
  })

  test('every process shows it at once, each time', async ({ assert, cleanup }) => {
    const [one, other] = await Promise.all([readyWeb(), readyWeb()])
    cleanup(() => Promise.all([one.role.stop(), other.role.stop()]).then(() => {}))
    const film = await publishedFilm()
    const { token: editor } = await viewer(['editor'])
    const someone = await viewer()
    const { token, profileId } = someone
    const list = `${one.url}/v1/profiles/${profileId}/list/${film.id}`
    await fetch(list, { method: 'PUT', headers: bearer(token) })
    const page = async (url: string) => {
      const address = `${url}/v1/titles/${film.id}?profileId=${someone.profileId}`
      const response = await fetch(address, { headers: bearer(someone.token) })
      return (await response.json()) as { name: string }
    }

    const stale: string[] = []
    for (let round = 0; round < 100; round++) {
      const [written, read] = round % 2 === 0 ? [one, other] : [other, one]
      const name = `Cut ${round}`
      // Someone is always looking, so that each state is in every cache.
      const looking = [homeAt(read.url, someone), page(read.url), homeAt(written.url, someone)]
      const edited = await fetch(`${written.url}/v1/titles/${film.id}`, {
        method: 'PATCH',
        headers: { ...bearer(editor), 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      })
      assert.equal(edited.status, 200)
      const [home, title] = await Promise.all([homeAt(read.url, someone), page(read.url)])
      if (listed(home)[0]?.name !== name) stale.push(`home ${name}`)
      if (home.hero?.name !== name) stale.push(`hero ${name}`)
      if (title.name !== name) stale.push(`page ${name}`)
      await Promise.all(looking)
    }
    assert.deepEqual(stale, [])
  })

  test('a window that opens, and one that closes, need no editor', async ({ assert, client }) => {
    const film = await publishedFilm()
    const someone = await viewer()
    const shown = async () => {
      const home = await client
        .get(`/v1/profiles/${someone.profileId}/home`)
        .bearerToken(someone.token)
      return (home.body() as Home).hero?.name === 'Big Buck Bunny'
    }
    assert.isTrue(await shown())
    await db.transaction(async (trx) => {
      await trx.from('catalog.titles').where('id', film.id).update({ windowed: true })
      await trx.rawQuery(
        `insert into catalog.availability (id, title_id, country, starts_at, ends_at)
         values (?, ?, '*', now() + interval '700 ms', now() + interval '1400 ms')`,
        [newId(), film.id]
      )
    })
    const seen: boolean[] = [await shown()]
    for (let i = 0; i < 80 && !(seen.length > 2 && !seen.at(-1)); i++) {
      const now = await shown()
      if (now !== seen.at(-1)) seen.push(now)
      await pause(25)
    }
    assert.deepEqual(seen, [false, true, false])
  })

  test('a change that is taken back makes nothing anew', async ({ assert }) => {
    const generation = () => db.from('catalog.generations').where('tag', 'catalogue').first()
    await publishedFilm()
    const before = await generation()
    const trx = await db.transaction()
    await trx.from('catalog.titles').update({ name: 'Never' })
    await trx.rollback()
    await db.from('catalog.titles').where('name', 'Nothing of that name').update({ name: 'Never' })
    assert.deepEqual(await generation(), before)
    await db.from('catalog.titles').update({ name: 'Now' })
    assert.notDeepEqual(await generation(), before)
  })

  test('home goes on without Redis, and is right', async ({ assert, cleanup }) => {
    const web = await readyWeb({ REDIS_URL: 'redis://127.0.0.1:1' })
    cleanup(() => web.role.stop().then(() => {}))
    const film = await publishedFilm()
    const someone = await viewer()
    assert.equal((await homeAt(web.url, someone)).hero?.name, 'Big Buck Bunny')
    await db.from('catalog.titles').where('id', film.id).update({ name: 'Big Buck' })
    assert.equal((await homeAt(web.url, someone)).hero?.name, 'Big Buck')
  })
})
