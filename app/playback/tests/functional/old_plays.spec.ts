import { test } from '@japa/runner'
import { v7 } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import playback from '#config/playback'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { ForgetOldPlays } from '../../actions/forget_old_plays.js'
import { Player } from '../support/player.js'

const DAY_MS = 24 * 3_600_000

/** Plays that began some days ago, as many as that. */
async function playedDaysAgo(days: number, count = 1): Promise<string[]> {
  const startedAt = clock.now() - days * DAY_MS
  const rows = Array.from({ length: count }, () => ({
    ...{ id: v7({ msecs: startedAt }), account_id: newId(), profile_id: newId() },
    ...{ device_id: newId(), title_id: newId(), asset_id: newId() },
    started_at: new Date(startedAt),
  }))
  for (let from = 0; from < count; from += 3_000) {
    await db.table('playback.play_sessions').multiInsert(rows.slice(from, from + 3_000))
  }
  return rows.map(({ id }) => id)
}

const kept = async () => {
  const rows: { id: string }[] = await db.from('playback.play_sessions').select('id')
  return rows.map(({ id }) => id)
}

test.group('Plays of long ago', (group) => {
  group.each.setup(async () => {
    await db.rawQuery('truncate playback.play_sessions')
  })
  group.each.teardown(() => clock.restore())

  test('are forgotten, however many, and newer ones are kept', async ({ assert }) => {
    const { sessionKeptDays } = playback
    await playedDaysAgo(sessionKeptDays + 1, 12_000)
    await playedDaysAgo(sessionKeptDays + 900)
    const newer = [
      ...(await playedDaysAgo(sessionKeptDays - 1)),
      ...(await playedDaysAgo(30)),
      ...(await playedDaysAgo(0)),
    ]
    await new ForgetOldPlays().handle()
    assert.sameMembers(await kept(), newer)
    await new ForgetOldPlays().handle()
    assert.sameMembers(await kept(), newer)
  })

  test('leave the history, and where one would go on', async ({ client, assert }) => {
    const { titleId } = await playableFilm()
    const who = await viewer()
    const player = await Player.start(client, who, { titleId })
    ;(await player.end(200, 200_000)).assertStatus(200)
    clock.freeze(Date.now() + (playback.sessionKeptDays + 1) * DAY_MS)
    await new ForgetOldPlays().handle()
    assert.isEmpty(await kept())
    clock.restore()
    const history = await client.get(`/v1/profiles/${who.profileId}/history`).bearerToken(who.token)
    assert.equal(history.body().items[0].titleId, titleId)
    const again = await Player.start(client, who, { titleId })
    assert.equal(again.session.resumePositionSeconds, 200)
  })
})
