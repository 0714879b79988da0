import assert from 'node:assert/strict'
import { playableFilm, playableShow } from '#database/factories/playable_titles'
import type { Role } from '#identity'
import { makeHousehold, type Household } from '../system/callers.js'

/** What `hooks.py` knows of the service that it meets. */
export interface FuzzWorld {
  seed: number
  tokens: { caller: string; throwAway: string; playSession: string; licence: string }
  /** Ids that exist, by the name that parameters and fields have. */
  ids: Record<string, string[]>
  /** The same of the household that is thrown away. */
  throwAwayIds: Record<string, string[]>
}

const SERVER = `http://${process.env.HOST}:${process.env.PORT}`

/** A film and a show, and a household of its own that plays and that holds roles. */
export async function fuzzWorld(roles: Role[], seed: number): Promise<FuzzWorld> {
  const [household, throwAway] = [await makeHousehold(roles), await makeHousehold(roles)]
  const { titleId: filmId } = await playableFilm()
  const { titleId: showId, episodeIds } = await playableShow(2)
  const play = await call(household, 'POST', '/v1/playback/sessions', {
    ...{ titleId: filmId, profileId: household.profileId },
  })
  const show = await call(household, 'GET', `/v1/titles/${showId}`)
  return {
    seed,
    tokens: {
      caller: household.accessToken,
      throwAway: throwAway.accessToken,
      playSession: play.token,
      licence: play.licence.token,
    },
    ids: {
      profileId: [household.profileId, household.kidsProfileId],
      deviceId: [household.deviceId],
      passkeyId: [household.passkeyId],
      titleId: [filmId, showId],
      seasonId: show.seasons.map(({ id }: { id: string }) => id),
      episodeId: episodeIds,
      playableId: [filmId, ...episodeIds],
      sessionId: [play.id],
    },
    throwAwayIds: {
      profileId: [throwAway.profileId, throwAway.kidsProfileId],
      deviceId: [throwAway.deviceId],
      passkeyId: [throwAway.passkeyId],
    },
  }
}

async function call(who: Household, method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(`${SERVER}${path}`, {
    method,
    headers: { 'authorization': `Bearer ${who.accessToken}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  const answer = await response.json()
  assert.ok(response.ok, `${method} ${path}: ${JSON.stringify(answer)}`)
  return answer
}
