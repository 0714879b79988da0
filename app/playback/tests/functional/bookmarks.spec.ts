import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { countQueries } from '#tests/query_count'
import { playableFilm, playableShow } from '#database/factories/playable_titles'
import { viewer, type Viewer } from '#database/factories/viewers'

const path = (who: Viewer, id = '') => `/v1/profiles/${who.profileId}/bookmarks${id && `/${id}`}`
const mark = (client: ApiClient, who: Viewer, body: object) =>
  client.post(path(who)).bearerToken(who.token).json(body)
const list = (client: ApiClient, who: Viewer, query: object = {}) =>
  client.get(path(who)).qs(query).bearerToken(who.token)

test.group('Bookmarks', () => {
  test('keep moments, with their names, by title and newest first', async ({ client, assert }) => {
    const who = await viewer()
    const film = await playableFilm({ name: 'Marked' })
    const show = await playableShow(2)
    const first = await mark(client, who, {
      ...{ titleId: film.titleId, positionSeconds: 61.25, name: 'The rabbit wakes' },
    })
    first.assertStatus(201)
    assert.deepInclude(first.body(), {
      titleId: film.titleId,
      episodeId: null,
      positionSeconds: 61.25,
    })
    const second = await mark(client, who, { episodeId: show.episodeIds[1]!, positionSeconds: 5 })
    second.assertStatus(201)
    assert.deepInclude(second.body(), { titleId: show.titleId, name: null })

    const all = (await list(client, who)).body()
    assert.deepEqual(
      all.items.map(({ id }: { id: string }) => id),
      [second.body().id, first.body().id]
    )
    assert.equal(all.items[1].of.name, 'Marked')
    assert.deepInclude(all.items[0].of, { name: 'Episode 2', showName: 'Generative' })
    const ofFilm = (await list(client, who, { titleId: film.titleId })).body()
    assert.lengthOf(ofFilm.items, 1)
    const count = await countQueries(() => list(client, who))
    assert.equal(count, 3)
  })

  test('come page by page', async ({ client, assert }) => {
    const who = await viewer()
    const { titleId } = await playableFilm()
    for (const positionSeconds of [1, 2, 3]) await mark(client, who, { titleId, positionSeconds })
    const one = (await list(client, who, { limit: 2 })).body()
    const two = (await list(client, who, { limit: 2, cursor: one.nextCursor })).body()
    const seen = [...one.items, ...two.items].map((item) => item.positionSeconds)
    assert.deepEqual(seen, [3, 2, 1])
    assert.isNull(two.nextCursor)
    ;(await list(client, who, { cursor: 'WzFd' })).assertStatus(422)
  })

  test('can be named anew and deleted, by their own profile only', async ({ client, assert }) => {
    const who = await viewer()
    const { titleId } = await playableFilm()
    const { id } = (await mark(client, who, { titleId, positionSeconds: 9 })).body()
    const stranger = await viewer()
    const kid = { ...who, profileId: who.kidProfileId }
    for (const other of [stranger, kid]) {
      const renamed = await client
        .patch(path(other, id))
        .bearerToken(other.token)
        .json({ name: 'Mine' })
      renamed.assertStatus(404)
      ;(await client.delete(path(other, id)).bearerToken(other.token)).assertStatus(404)
      assert.lengthOf((await list(client, other)).body().items, 0)
    }
    const renamed = await client
      .patch(path(who, id))
      .bearerToken(who.token)
      .json({ name: 'Здесь 🎬' })
    renamed.assertStatus(204)
    assert.equal((await list(client, who)).body().items[0].name, 'Здесь 🎬')
    ;(await client.delete(path(who, id)).bearerToken(who.token)).assertStatus(204)
    ;(await client.delete(path(who, id)).bearerToken(who.token)).assertStatus(404)
  })

  test('are refused for what is not there, or not for this profile', async ({ client, assert }) => {
    const who = await viewer()
    const film = await playableFilm({ maturity: 16 })
    const draft = await playableFilm({ published: false })
    const kid = { ...who, profileId: who.kidProfileId }
    const at = (positionSeconds: number) => ({ titleId: film.titleId, positionSeconds })
    ;(await mark(client, kid, at(1))).assertStatus(404)
    ;(await mark(client, who, { titleId: draft.titleId, positionSeconds: 1 })).assertStatus(404)
    ;(await mark(client, who, { titleId: who.profileId, positionSeconds: 1 })).assertStatus(404)
    const behind = await mark(client, who, at(601))
    behind.assertStatus(422)
    behind.assertBodyContains({ code: 'playback.bookmark-position' })
    for (const wrong of [
      { ...at(1), name: '' },
      { ...at(1), name: 'a\u0000b' },
      { ...at(1), name: 'x'.repeat(121) },
      { ...at(1), episodeId: film.titleId },
      at(-1),
      { positionSeconds: 1 },
    ]) {
      assert.equal((await mark(client, who, wrong)).status(), 422, JSON.stringify(wrong))
    }
  })

  test('are made once, however often a request is repeated', async ({ client, assert }) => {
    const who = await viewer()
    const { titleId } = await playableFilm()
    const send = () =>
      mark(client, who, { titleId, positionSeconds: 5 }).header('idempotency-key', 'mark-5-seconds')
    const [one, two] = [await send(), await send()]
    assert.equal(one.body().id, two.body().id)
    assert.lengthOf((await list(client, who)).body().items, 1)
  })
})
