import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { playableFilm, playableShow, publishAsset } from '#database/factories/playable_titles'
import { CreateTitle, PublishTitle } from '#catalog'
import { viewer, type Viewer } from '#database/factories/viewers'
import { FindViewedTitles } from '../../queries/find_viewed_titles.js'
import { Player } from '../support/player.js'
import type { ApiClient } from '@japa/api-client'

const list = async (client: ApiClient, who: Viewer, name: string, query: object = {}) => {
  const response = await client
    .get(`/v1/profiles/${who.profileId}/${name}`)
    .qs(query)
    .bearerToken(who.token)
  response.assertStatus(200)
  return response.body()
}

test.group('Continue watching and history', (group) => {
  group.each.setup(() => clock.freeze())
  group.each.teardown(() => clock.restore())
  // The oldest schema, to which a run goes back at its end, has no place for an extra.
  group.teardown(async () => {
    await db.from('catalog.titles').where('kind', 'extra').delete()
  })

  async function watch(
    client: ApiClient,
    who: Viewer,
    wanted: { titleId: string } | { episodeId: string },
    positionSeconds: number
  ) {
    const player = await Player.start(client, who, wanted)
    clock.advance(1000)
    ;(await player.end(positionSeconds, 1000)).assertStatus(200)
    clock.advance(1000)
    return player
  }

  test('hold what was begun and not finished, newest first, on every device', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    const [begun, peeked, finished, newest] = await Promise.all(
      ['Begun', 'Peeked', 'Finished', 'Newest'].map((name) => playableFilm({ name }))
    )
    await watch(client, who, { titleId: begun!.titleId }, 100)
    await watch(client, who, { titleId: peeked!.titleId }, 5)
    await watch(client, who, { titleId: finished!.titleId }, 590)
    await watch(client, who, { titleId: newest!.titleId }, 200)
    const tv = await viewer(who)
    const { items } = await list(client, tv, 'continue-watching')
    assert.deepEqual(
      items.map((item: { titleId: string; positionSeconds: number }) => [
        item.titleId,
        item.positionSeconds,
      ]),
      [
        [newest!.titleId, 200],
        [begun!.titleId, 100],
      ]
    )
    assert.equal(items[0].title.name, 'Newest')
    assert.isNull(items[0].episode)
  })

  test('are told title by title to whoever recommends, without what was taken out', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    const film = await playableFilm()
    const { titleId, episodeIds } = await playableShow(3)
    await watch(client, who, { titleId: film.titleId }, 150)
    await watch(client, who, { episodeId: episodeIds[0]! }, 595)
    await watch(client, who, { episodeId: episodeIds[1]! }, 60)
    const viewed = () => new FindViewedTitles().handle({ profileId: who.profileId })

    const [show, begun] = await viewed()
    assert.containsSubset(show, { titleId, completion: 1, finishedParts: 1, repeats: 1 })
    assert.approximately(show!.secondsWatched, 660, 1)
    assert.containsSubset(begun, { titleId: film.titleId, finishedParts: 0 })
    assert.approximately(begun!.completion, 0.25, 0.001)

    await client.delete(`/v1/profiles/${who.profileId}/history`).bearerToken(who.token)
    assert.deepEqual(await viewed(), [])
    clock.advance(1000)
    await watch(client, who, { titleId: film.titleId }, 590)
    assert.deepEqual(
      (await viewed()).map((one) => [one.titleId, one.finishedParts]),
      [[film.titleId, 1]]
    )
  })

  test('move the next episode up when one is finished', async ({ client, assert }) => {
    const who = await viewer()
    const { titleId, episodeIds } = await playableShow(3)
    await watch(client, who, { episodeId: episodeIds[0]! }, 300)
    const [middle] = (await list(client, who, 'continue-watching')).items
    assert.deepInclude(middle, { titleId, episodeId: episodeIds[0], positionSeconds: 300 })

    await watch(client, who, { episodeId: episodeIds[0]! }, 590)
    const [next] = (await list(client, who, 'continue-watching')).items
    assert.deepInclude(next, { titleId, episodeId: episodeIds[1], positionSeconds: 0 })
    assert.equal(next.episode.name, 'Episode 2')

    await watch(client, who, { episodeId: episodeIds[2]! }, 595)
    assert.lengthOf((await list(client, who, 'continue-watching')).items, 0)
  })

  test('stand on the home page as its first rail', async ({ client, assert }) => {
    const who = await viewer()
    const { titleId, episodeIds } = await playableShow(2)
    await watch(client, who, { episodeId: episodeIds[0]! }, 300)
    const { rails } = await list(client, who, 'home')
    assert.equal(rails[0].kind, 'continue-watching')
    assert.equal(rails[0].items[0].id, titleId)
    assert.containsSubset(rails[0].items[0].progress, {
      ...{ titleId, episodeId: episodeIds[0], positionSeconds: 300 },
      ...{ seasonNumber: 1, episodeNumber: 1, episodeName: 'Episode 1' },
    })
  })

  test('keep profiles apart', async ({ client, assert }) => {
    const who = await viewer()
    const { titleId } = await playableFilm()
    await watch(client, who, { titleId }, 100)
    const kid = { ...who, profileId: who.kidProfileId }
    assert.lengthOf((await list(client, kid, 'continue-watching')).items, 0)
    const stranger = await viewer()
    const response = await client
      .get(`/v1/profiles/${who.profileId}/history`)
      .bearerToken(stranger.token)
    response.assertStatus(404)
  })

  test('list the history page by page', async ({ client, assert }) => {
    const who = await viewer()
    const films = await Promise.all([1, 2, 3].map((number) => playableFilm({ name: `${number}` })))
    for (const { titleId } of films) await watch(client, who, { titleId }, 590)
    const first = await list(client, who, 'history', { limit: 2 })
    const second = await list(client, who, 'history', { limit: 2, cursor: first.nextCursor })
    const names = [...first.items, ...second.items].map(({ name }) => name)
    assert.deepEqual(names, ['3', '2', '1'])
    assert.isTrue(first.items[0].finished)
    assert.isNull(second.nextCursor)

    const broken = await client
      .get(`/v1/profiles/${who.profileId}/history`)
      .qs({ cursor: 'WzEsMl0' })
      .bearerToken(who.token)
    broken.assertStatus(422)
  })

  test('forget an item for good, until it is watched again', async ({ client, assert }) => {
    const who = await viewer()
    const { titleId } = await playableFilm()
    const player = await watch(client, who, { titleId }, 100)
    const forget = () =>
      client.delete(`/v1/profiles/${who.profileId}/history/${titleId}`).bearerToken(who.token)
    ;(await forget()).assertStatus(204)
    ;(await forget()).assertStatus(404)
    ;(await player.beat(150, 1500)).assertStatus(200)
    assert.lengthOf((await list(client, who, 'history')).items, 0)
    assert.lengthOf((await list(client, who, 'continue-watching')).items, 0)
    const again = await Player.start(client, who, { titleId })
    assert.equal(again.session.resumePositionSeconds, 0)

    clock.advance(5000)
    ;(await again.beat(60, 5000)).assertStatus(200)
    assert.lengthOf((await list(client, who, 'history')).items, 1)
  })

  test('can be cleared: one show, or everything, and late packets bring nothing back', async ({
    client,
    assert,
  }) => {
    const who = await viewer()
    const show = await playableShow(2)
    const film = await playableFilm()
    const first = await watch(client, who, { episodeId: show.episodeIds[0]! }, 590)
    await watch(client, who, { episodeId: show.episodeIds[1]! }, 100)
    await watch(client, who, { titleId: film.titleId }, 100)
    const remove = (what: string) =>
      client.delete(`/v1/profiles/${who.profileId}/history${what}`).bearerToken(who.token)
    ;(await remove(`/titles/${show.titleId}`)).assertStatus(204)
    ;(await remove(`/titles/${show.titleId}`)).assertStatus(404)
    assert.deepEqual(
      (await list(client, who, 'history')).items.map(({ titleId }: any) => titleId),
      [film.titleId]
    )
    ;(await first.beat(595, 1500)).assertStatus(200)
    ;(await remove('')).assertStatus(204)
    ;(await remove('')).assertStatus(204)
    assert.lengthOf((await list(client, who, 'history')).items, 0)
    assert.lengthOf((await list(client, who, 'continue-watching')).items, 0)
  })

  test('clear the history of one profile only', async ({ client, assert }) => {
    const who = await viewer()
    const { titleId } = await playableFilm()
    await watch(client, who, { titleId }, 100)
    const kid = { ...who, profileId: who.kidProfileId }
    await watch(client, kid, { titleId }, 200)
    const cleared = await client
      .delete(`/v1/profiles/${who.profileId}/history`)
      .bearerToken(who.token)
    cleared.assertStatus(204)
    assert.lengthOf((await list(client, kid, 'history')).items, 1)
    const stranger = await viewer()
    const foreign = await client
      .delete(`/v1/profiles/${who.kidProfileId}/history`)
      .bearerToken(stranger.token)
    foreign.assertStatus(404)
    assert.lengthOf((await list(client, kid, 'history')).items, 1)
  })

  test('take what the viewer says of having watched something', async ({ client, assert }) => {
    const who = await viewer()
    const { titleId, episodeIds } = await playableShow(3)
    const mark = (playableId: string, watched: boolean, as = who) =>
      client
        .put(`/v1/profiles/${as.profileId}/history/${playableId}/watched`)
        .bearerToken(as.token)
        .json({ watched })
    ;(await mark(episodeIds[0]!, true)).assertStatus(204)
    ;(await mark(episodeIds[0]!, true)).assertStatus(204)
    const [item] = (await list(client, who, 'history')).items
    assert.deepInclude(item, { id: episodeIds[0], titleId, finished: true })
    const [next] = (await list(client, who, 'continue-watching')).items
    assert.deepInclude(next, { episodeId: episodeIds[1], positionSeconds: 0 })

    clock.advance(1000)
    ;(await mark(episodeIds[0]!, false)).assertStatus(204)
    ;(await mark(episodeIds[2]!, false)).assertStatus(204)
    assert.lengthOf((await list(client, who, 'history')).items, 0)
    ;(await mark(titleId, true)).assertStatus(404)
    const grown = await playableFilm({ maturity: 16 })
    const kid = { ...who, profileId: who.kidProfileId }
    ;(await mark(grown.titleId, true, kid)).assertStatus(404)
  })

  test('know nothing of trailers, which play like films', async ({ client, assert }) => {
    const who = await viewer()
    const film = await playableFilm()
    const trailer = await new CreateTitle().handle({
      ...{ kind: 'extra', extraKind: 'trailer', parentId: film.titleId, name: 'Trailer' },
    })
    await publishAsset({ titleId: trailer.id }, 100)
    await new PublishTitle().handle({ titleId: trailer.id })
    const player = await watch(client, who, { titleId: trailer.id }, 50)
    assert.equal(player.session.title.name, 'Trailer')
    assert.equal((await player.beat(60, 1500)).body().acknowledged, true)
    assert.lengthOf((await list(client, who, 'history')).items, 0)
    assert.lengthOf((await list(client, who, 'continue-watching')).items, 0)
    const again = await Player.start(client, who, { titleId: trailer.id })
    assert.equal(again.session.resumePositionSeconds, 0)
  })
})
