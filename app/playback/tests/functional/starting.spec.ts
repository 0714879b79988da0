import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { UpdateTitle } from '#catalog'
import { clock } from '#core/clock'
import { countQueries } from '#tests/query_count'
import { playableFilm, playableShow } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { Player, pressPlay } from '../support/player.js'

test.group('Pressing play', (group) => {
  group.each.teardown(() => clock.restore())

  test('gives all that a player needs in one answer', async ({ client, assert }) => {
    const { titleId, asset } = await playableFilm()
    const who = await viewer()
    const { session } = await Player.start(client, who, { titleId })

    const base = `/edge/${asset.stream.basePath}`
    assert.isTrue(session.manifests.dash.endsWith(`${base}/manifest.mpd`))
    assert.isTrue(session.manifests.hls.endsWith(`${base}/master.m3u8`))
    assert.isTrue(session.thumbnails.vtt.endsWith(`${base}/thumbnails.vtt`))
    assert.equal(session.resumePositionSeconds, 0)
    assert.equal(session.durationSeconds, 600)
    assert.sameMembers(session.licence.keyIds, Object.values(asset.stream.keyIds))
    assert.lengthOf(session.startup.rungs, 2)
    assert.isTrue(session.startup.rungs[0].firstSegment.endsWith('/video/240p/1.m4s'))
    assert.isTrue(session.startup.audio.init.endsWith('/audio/stereo/init.mp4'))
    assert.equal(session.heartbeat.intervalSeconds, 10)
  })

  test('costs three statements', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const count = await countQueries(async () => {
      const response = await pressPlay(client, who, { titleId })
      response.assertStatus(201)
    })
    assert.equal(count, 3)
  })

  test("says what plays, and what comes next, in the profile's language, for the same price", async ({
    client,
    assert,
  }) => {
    const { titleId, episodeIds } = await playableShow(2)
    await new UpdateTitle().handle({ titleId, translations: { de: { name: 'Erzeugt' } } })
    await db.table('catalog.episode_translations').multiInsert([
      { episode_id: episodeIds[0], language: 'de', name: 'Folge eins' },
      { episode_id: episodeIds[1], language: 'de', name: 'Folge zwei' },
    ])
    const who = await viewer(undefined, 'de-CH')
    const count = await countQueries(async () => {
      const { session } = await Player.start(client, who, { episodeId: episodeIds[0]! })
      assert.containsSubset(session, {
        title: { showName: 'Erzeugt', name: 'Folge eins' },
        nextEpisode: { name: 'Folge zwei' },
      })
    })
    assert.equal(count, 3)
  })

  test('resumes on another device where the first one stopped', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const phone = await viewer()
    const first = await Player.start(client, phone, { titleId })
    clock.freeze(Date.now() + 125_000)
    ;(await first.beat(123.456, 124_000)).assertStatus(200)

    const tv = await viewer(phone)
    const second = await Player.start(client, tv, { titleId })
    assert.equal(second.session.resumePositionSeconds, 123.456)
    assert.isTrue(second.session.startup.rungs[0].firstSegment.endsWith('/video/240p/62.m4s'))

    const over = await Player.start(client, tv, { titleId }, { startOver: true })
    assert.equal(over.session.resumePositionSeconds, 0)
  })

  test('begins again what was hardly begun, and what was finished', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const first = await Player.start(client, who, { titleId })
    clock.freeze(Date.now() + 700_000)
    await first.beat(9, 9000)
    const second = await Player.start(client, who, { titleId })
    assert.equal(second.session.resumePositionSeconds, 0)

    await first.beat(595, 600_000)
    const third = await Player.start(client, who, { titleId })
    assert.equal(third.session.resumePositionSeconds, 0)
  })

  test('of a show plays the episode that the profile is in, then the next', async ({
    client,
    assert,
  }) => {
    const { titleId, episodeIds } = await playableShow(3)
    const [firstEpisode, secondEpisode, thirdEpisode] = episodeIds
    const who = await viewer()
    const first = await Player.start(client, who, { titleId })
    assert.equal(first.session.title.episodeId, firstEpisode)
    assert.equal(first.session.nextEpisode.id, secondEpisode)

    const second = await Player.start(client, who, { episodeId: secondEpisode! })
    clock.freeze(Date.now() + 700_000)
    await second.beat(200, 200_000)
    const again = await Player.start(client, who, { titleId })
    assert.equal(again.session.title.episodeId, secondEpisode)
    assert.equal(again.session.resumePositionSeconds, 200)

    await again.end(590, 0)
    clock.advance(1000)
    const next = await Player.start(client, who, { titleId })
    assert.equal(next.session.title.episodeId, thirdEpisode)
    assert.equal(next.session.resumePositionSeconds, 0)
    assert.isNull(next.session.nextEpisode)
  })

  test('withholds the HD key from a device that shows no HD', async ({ client, assert }) => {
    const { titleId, asset } = await playableFilm()
    const who = await viewer()
    const { audio, sd } = asset.stream.keyIds
    for (const capabilities of [{ maxHeight: 480 }, { hdcp: 'none' }]) {
      const { session } = await Player.start(client, who, { titleId }, { capabilities })
      assert.sameMembers(session.licence.keyIds, [audio, sd])
      assert.lengthOf(session.startup.rungs, 1)
    }
  })

  test('is refused in words that a viewer can act on', async ({ client }) => {
    const who = await viewer()
    const grown = await playableFilm({ name: 'Dark', maturity: 16 })
    const refused = await pressPlay(
      client,
      who,
      { titleId: grown.titleId },
      { profileId: who.kidProfileId }
    )
    refused.assertStatus(403)
    refused.assertBodyContains({ code: 'playback.maturity' })

    const draft = await playableFilm({ published: false })
    const unpublished = await pressPlay(client, who, { titleId: draft.titleId })
    unpublished.assertStatus(404)
    unpublished.assertBodyContains({ code: 'playback.not-playable' })

    const unknown = await pressPlay(client, who, { titleId: who.profileId })
    unknown.assertStatus(404)

    const codec = await pressPlay(
      client,
      who,
      { titleId: grown.titleId },
      { capabilities: { codecs: ['av01'] } }
    )
    codec.assertStatus(409)
    codec.assertBodyContains({ code: 'playback.no-supported-stream' })
  })

  test('is refused for another account’s profile, for two things at once and for none', async ({
    client,
  }) => {
    const { titleId } = await playableFilm()
    const [who, stranger] = [await viewer(), await viewer()]
    const foreign = await pressPlay(client, who, { titleId }, { profileId: stranger.profileId })
    foreign.assertStatus(404)
    foreign.assertBodyContains({ code: 'profile.not-found' })
    const both = await pressPlay(client, who, { titleId }, { episodeId: titleId })
    both.assertStatus(422)
    const none = await pressPlay(client, who, {} as { titleId: string })
    none.assertStatus(422)
    const unknownField = await pressPlay(client, who, { titleId }, { streamLimit: 99 })
    unknownField.assertStatus(422)
    const nobody = await client.post('/v1/playback/sessions').json({})
    nobody.assertStatus(401)
  })
})
