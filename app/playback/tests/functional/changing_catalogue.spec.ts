import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import server from '@adonisjs/core/services/server'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { Player, pressPlay } from '../support/player.js'
import { report } from '../support/quality.js'

/** The status that the edge gives for an address under a session's policy. */
function edgeStatus(url: string, query: Record<string, string>): Promise<number> {
  const { port } = server.getNodeServer()!.address() as AddressInfo
  const path = `${new URL(url).pathname}?${new URLSearchParams(query)}`
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject).end()
  })
}

/** What editors, or time, do to a title while someone watches it. */
const CHANGES: [name: string, change: (titleId: TitleId) => Promise<unknown>, refusal: string][] = [
  [
    'is unpublished',
    (titleId) =>
      db.rawQuery(`update catalog.titles set state = 'draft', published_at = null where id = ?`, [
        titleId,
      ]),
    'playback.not-playable',
  ],
  [
    'is no longer available in the country',
    (titleId) =>
      db.rawQuery(
        `with title as (update catalog.titles set windowed = true where id = ? returning id)
         insert into catalog.availability (id, title_id, country, starts_at, ends_at)
         select gen_random_uuid(), id, 'US', '2001-01-01', '2001-02-01' from title`,
        [titleId]
      ),
    'playback.not-available-here',
  ],
  [
    'is rated for older viewers',
    (titleId) => db.rawQuery(`update catalog.titles set maturity = 18 where id = ?`, [titleId]),
    '',
  ],
  [
    'loses its video',
    (titleId) =>
      db.rawQuery(`update catalog.titles set asset_id = null, stream = null where id = ?`, [
        titleId,
      ]),
    'playback.not-ready',
  ],
  [
    'is deleted',
    (titleId) => db.rawQuery(`delete from catalog.titles where id = ?`, [titleId]),
    'playback.not-playable',
  ],
]

test.group('A play that began', (group) => {
  group.each.teardown(() => clock.restore())

  test('goes on while its film {0}')
    .with(CHANGES)
    .run(async ({ client, assert }, [, change, refusal]) => {
      const { titleId } = await playableFilm()
      const who = await viewer()
      const player = await Player.start(client, who, { titleId })
      const { session } = player
      await change(titleId)
      clock.freeze(Date.now() + 60_000)

      const beat = await player.beat(50, 50_000)
      beat.assertStatus(200)
      assert.equal(beat.body().action, 'continue')
      ;(await player.licence(session.licence.keyIds)).assertStatus(200)
      const { query } = session.edgePolicy
      assert.equal(await edgeStatus(session.startup.rungs[0].firstSegment, query), 200)

      clock.freeze(Date.parse(session.edgePolicy.expiresAt) - 60_000)
      const renewed = (await player.beat(100, 4_000_000)).body()
      assert.equal(renewed.action, 'continue')
      const late = renewed.edgePolicy.query
      assert.equal(await edgeStatus(session.startup.audio.firstSegment, late), 200)
      ;(await report(client, session, {})).assertStatus(204)
      ;(await player.end(200, 4_100_000)).assertStatus(200)

      clock.restore()
      const again = await pressPlay(
        client,
        refusal ? who : { ...who, profileId: who.kidProfileId },
        {
          titleId,
        }
      )
      assert.isAtLeast(again.status(), 400)
      if (refusal) assert.equal(again.body().code, refusal)
      else assert.equal(again.body().code, 'playback.maturity')
    })

  test('goes on under the name it began with, while its film is edited', async ({
    client,
    assert,
  }) => {
    const { titleId } = await playableFilm({ name: 'Before' })
    const who = await viewer()
    const player = await Player.start(client, who, { titleId })
    await db.rawQuery(`update catalog.titles set name = 'After' where id = ?`, [titleId])
    clock.freeze(Date.now() + 60_000)
    assert.equal((await player.beat(50, 50_000)).body().action, 'continue')
    const history = await client.get(`/v1/profiles/${who.profileId}/history`).bearerToken(who.token)
    assert.equal(history.body().items[0].name, 'After')
  })
})

test.group('Two devices at once', (group) => {
  group.each.teardown(() => clock.restore())

  test('keep their own places in the limit, and leave the newest position', async ({
    client,
    assert,
  }) => {
    const { titleId } = await playableFilm()
    const phone = await viewer()
    const tv = await viewer(phone)
    const start = Date.now()
    const first = await Player.start(client, phone, { titleId })
    const second = await Player.start(client, tv, { titleId })
    clock.freeze(start + 20_000)
    const answers = await Promise.all([first.beat(100, 10_000), second.beat(300, 12_000)])
    for (const answer of answers) assert.equal(answer.body().action, 'continue')
    await first.beat(110, 11_000)
    const third = await Player.start(client, phone, { titleId })
    assert.equal(third.session.resumePositionSeconds, 300)
    await second.end(310, 14_000)
    clock.advance(1000)
    assert.equal((await first.beat(120, 20_500)).body().action, 'continue')
    assert.equal((await second.beat(320, 20_600)).body().action, 'stop')
  })
})
