import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { clock } from '#core/clock'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer, type Viewer } from '#database/factories/viewers'
import { OpenDevice, type Principal } from '#identity'
import { makeHousehold } from './callers.js'
import { walkWhileRowsChange, type ChangingList } from '../walk_pages.js'

const FILMS = 12
const RUNS = 12

/** Small pages, so that a walk has many, and at most two changes between two of them. */
const walks = fc.record({
  limit: fc.integer({ min: 1, max: 4 }),
  changesAfterPage: fc.array(fc.array(fc.nat(), { maxLength: 2 }), { maxLength: FILMS }),
})

async function holds(list: ChangingList): Promise<void> {
  await fc.assert(
    fc.asyncProperty(walks, (walk) => walkWhileRowsChange(list, walk)),
    { numRuns: RUNS, endOnFailure: true }
  )
}

/** The pages of a list that answers `items` and `nextCursor`. */
function pagesOf(client: ApiClient, token: string, path: string, idOf = 'id') {
  return async (cursor: string | null, limit: number) => {
    const response = await client
      .get(path)
      .qs(cursor === null ? { limit } : { limit, cursor })
      .bearerToken(token)
    response.assertStatus(200)
    const { items, nextCursor } = response.body()
    return { ids: items.map((item: any) => item[idOf] as string), nextCursor }
  }
}

test.group('Pages of a list that changes meanwhile', (group) => {
  group.tap((one) => one.timeout(240_000))
  const filmIds: string[] = []

  group.setup(async () => {
    for (let index = 0; index < FILMS; index++) {
      // Three at a time are published at the very same moment.
      if (index % 3 === 0) clock.freeze()
      filmIds.push((await playableFilm()).titleId)
      if (index % 3 === 2) clock.restore()
    }
  })

  test('titles hold each one once, while others are taken back and published again', async ({
    client,
  }) => {
    const staff = await makeHousehold(['admin'])
    const published = new Set(filmIds)
    for (const path of ['/v1/titles', '/v1/titles?kind=film']) {
      await holds({
        page: pagesOf(client, staff.accessToken, path),
        change: async (pick) => {
          const titleId = filmIds[pick % filmIds.length]!
          const verb = published.delete(titleId) ? 'unpublish' : 'publish'
          if (verb === 'publish') published.add(titleId)
          const response = await client
            .post(`/v1/titles/${titleId}/${verb}`)
            .bearerToken(staff.accessToken)
          response.assertStatus(200)
          return titleId
        },
      })
    }
    for (const titleId of filmIds) {
      if (published.has(titleId)) continue
      await client.post(`/v1/titles/${titleId}/publish`).bearerToken(staff.accessToken)
    }
  })

  test('the history holds each thing once, while some is watched again and some is forgotten', async ({
    client,
  }) => {
    const who = await viewer()
    for (const [index, titleId] of filmIds.entries()) await watch(client, who, titleId, index)
    await holds({
      page: pagesOf(client, who.token, `/v1/profiles/${who.profileId}/history`),
      change: async (pick) => {
        const titleId = filmIds[pick % filmIds.length]!
        if (pick % 3 > 0) await watch(client, who, titleId, pick % 500)
        else {
          const response = await client
            .delete(`/v1/profiles/${who.profileId}/history/${titleId}`)
            .bearerToken(who.token)
          // What was forgotten already is not there to be forgotten.
          if (response.status() !== 404) response.assertStatus(204)
        }
        return titleId
      },
    })
  })

  test('my list holds each title once, while others are put on it and taken off', async ({
    client,
  }) => {
    const { token, profileId } = await viewer()
    const address = (titleId: string) => `/v1/profiles/${profileId}/list/${titleId}`
    const listed = new Set(filmIds)
    const add = async (titleId: string) => {
      ;(await client.put(address(titleId)).bearerToken(token)).assertStatus(204)
    }
    for (const [index, titleId] of filmIds.entries()) {
      // Three at a time are added at the very same moment.
      if (index % 3 === 0) clock.freeze()
      await add(titleId)
      if (index % 3 === 2) clock.restore()
    }
    await holds({
      page: pagesOf(client, token, `/v1/profiles/${profileId}/list`),
      change: async (pick) => {
        const titleId = filmIds[pick % filmIds.length]!
        if (listed.delete(titleId)) {
          ;(await client.delete(address(titleId)).bearerToken(token)).assertStatus(204)
        } else {
          listed.add(titleId)
          await add(titleId)
        }
        return titleId
      },
    })
  })

  test('a search holds each title once, while others rise, sink, go, and come again', async ({
    client,
  }) => {
    const staff = await makeHousehold(['admin'])
    const published = new Set(filmIds)
    const sunk = new Set<string>()
    /** By another name, which the query finds too, but behind the others. */
    const rename = async (titleId: string) => {
      const name = sunk.delete(titleId)
        ? 'Big Buck Bunny'
        : 'The Night of the Big Buck and his Bunny'
      if (name !== 'Big Buck Bunny') sunk.add(titleId)
      const patch = client.patch(`/v1/titles/${titleId}`).bearerToken(staff.accessToken)
      ;(await patch.json({ name })).assertStatus(200)
      return titleId
    }
    // One name, one year: most have the same score, and only their ids tell them apart.
    for (const q of ['big buck bunny', 'bgi buck']) {
      await holds({
        page: pagesOf(client, staff.accessToken, `/v1/search?q=${encodeURIComponent(q)}`),
        change: async (pick) => {
          const titleId = filmIds[pick % filmIds.length]!
          if (pick % 2 === 0) return rename(titleId)
          const verb = published.delete(titleId) ? 'unpublish' : 'publish'
          if (verb === 'publish') published.add(titleId)
          const response = await client
            .post(`/v1/titles/${titleId}/${verb}`)
            .bearerToken(staff.accessToken)
          response.assertStatus(200)
          return titleId
        },
      })
    }
  })

  test('the devices hold each one once, while others log in and out', async ({ client }) => {
    const { accessToken } = await makeHousehold()
    const account = await client.get('/v1/account').bearerToken(accessToken)
    const accountId = account.body().id as Principal['accountId']
    const deviceIds: string[] = []
    const open = async () => {
      const device = { name: `Device ${deviceIds.length}`, kind: 'phone' as const }
      const opened = await new OpenDevice().handle({ accountId, device })
      deviceIds.push(opened.device.id)
      return opened.device.id as string
    }
    for (let count = 0; count < FILMS; count++) await open()
    await holds({
      page: pagesOf(client, accessToken, '/v1/devices'),
      change: async (pick) => {
        const deviceId = deviceIds[pick % deviceIds.length]!
        if (pick % 2 === 0) return open()
        await client.delete(`/v1/devices/${deviceId}`).bearerToken(accessToken)
        return deviceId
      },
    })
  })
})

async function watch(client: ApiClient, who: Viewer, titleId: string, seconds: number) {
  const start = await client
    .post('/v1/playback/sessions')
    .bearerToken(who.token)
    .json({ titleId, profileId: who.profileId })
  start.assertStatus(201)
  const { id, token } = start.body()
  const end = await client
    .post(`/v1/playback/sessions/${id}/end`)
    .bearerToken(token)
    .json({ positionSeconds: 60 + (seconds % 400), elapsedMs: 100_000, sequence: 1 })
  end.assertStatus(200)
}
