import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { countQueries } from '#tests/query_count'
import { playableFilm, playableShow } from '#database/factories/playable_titles'
import { viewer, type Viewer } from '#database/factories/viewers'
import { Player, pressPlay } from '../support/player.js'

const choose = (client: ApiClient, who: Viewer, titleId: string, body: object) =>
  client.patch(`/v1/profiles/${who.profileId}/tracks/${titleId}`).bearerToken(who.token).json(body)

test.group('Sound and subtitles', () => {
  test('begin in the profile’s language', async ({ client, assert }) => {
    const { titleId } = await playableFilm({ audio: ['fr', 'en'], text: ['en', 'fr'] })
    const { session } = await Player.start(client, await viewer(), { titleId })
    assert.deepEqual(session.tracks, { audio: { language: 'en', label: 'English' }, text: null })
    assert.include(session.startup.audio.init, '/audio/stereo_en/')
  })

  test('are remembered by profile and show, at no statement more', async ({ client, assert }) => {
    const { titleId, episodeIds } = await playableShow(2, {
      audio: ['ja', 'en'],
      text: ['en', 'de'],
    })
    const who = await viewer()
    ;(await choose(client, who, titleId, { audio: { language: 'ja', label: 'ja' } })).assertStatus(
      204
    )
    ;(await choose(client, who, titleId, { text: { language: 'de' } })).assertStatus(204)

    const tv = await viewer(who)
    const player = await Player.start(client, tv, { episodeId: episodeIds[1]! })
    assert.deepEqual(player.session.tracks, {
      audio: { language: 'ja', label: 'ja' },
      text: { language: 'de', forced: false },
    })
    await player.end(0, 0)
    const count = await countQueries(() => pressPlay(client, tv, { episodeId: episodeIds[0]! }))
    assert.equal(count, 3)

    ;(await choose(client, who, titleId, { text: null })).assertStatus(204)
    const off = await Player.start(client, who, { episodeId: episodeIds[0]! })
    assert.deepEqual(off.session.tracks, { audio: { language: 'ja', label: 'ja' }, text: null })

    const kid = { ...who, profileId: who.kidProfileId }
    const other = await Player.start(client, kid, { episodeId: episodeIds[0]! })
    assert.equal(other.session.tracks.audio.language, 'en')
  })

  test('are refused when they are no language, or another’s', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    for (const wrong of [
      { audio: { language: 'e' } },
      { audio: { language: 'en\u0000' } },
      { audio: { language: 'en', label: 'a\u0000b' } },
      { text: 'off' },
      { text: {} },
      { video: {} },
    ]) {
      const response = await choose(client, who, titleId, wrong)
      assert.equal(response.status(), 422, JSON.stringify(wrong))
    }
    const stranger = await viewer()
    const foreign = await choose(client, { ...stranger, profileId: who.profileId }, titleId, {
      text: null,
    })
    foreign.assertStatus(404)
  })
})
