import type { ApiClient } from '@japa/api-client'
import type { Viewer } from '#database/factories/viewers'

export type Wanted = { titleId: string } | { episodeId: string }

/** The request that presses play. */
export function pressPlay(client: ApiClient, who: Viewer, wanted: Wanted, more: object = {}) {
  return client
    .post('/v1/playback/sessions')
    .bearerToken(who.token)
    .json({ ...wanted, profileId: who.profileId, ...more })
}

/** A play session as its player knows it. */
export class Player {
  #sequence = 0

  constructor(
    readonly client: ApiClient,
    readonly session: any
  ) {}

  static async start(client: ApiClient, who: Viewer, wanted: Wanted, more: object = {}) {
    const response = await pressPlay(client, who, wanted, more)
    response.assertStatus(201)
    return new Player(client, response.body())
  }

  /** Reports a position, `elapsedMs` after the start. */
  beat(positionSeconds: number, elapsedMs: number, sequence = ++this.#sequence) {
    return this.client
      .post(this.session.heartbeat.url)
      .bearerToken(this.session.token)
      .json({ positionSeconds, elapsedMs, sequence, state: 'playing' })
  }

  end(positionSeconds: number, elapsedMs: number) {
    return this.client
      .post(`/v1/playback/sessions/${this.session.id}/end`)
      .bearerToken(this.session.token)
      .json({ positionSeconds, elapsedMs, sequence: ++this.#sequence })
  }

  licence(keyIds: string[], token: string = this.session.licence.token) {
    const kids = keyIds.map((keyId) => Buffer.from(keyId, 'hex').toString('base64url'))
    return this.client
      .post(this.session.licence.url)
      .bearerToken(token)
      .json({ kids, type: 'temporary' })
  }
}

/** A token with one character of its payload changed. */
export function altered(token: string): string {
  const [head, payload = '', signature] = token.split('.')
  const place = Math.floor(payload.length / 2)
  const other = payload[place] === 'A' ? 'B' : 'A'
  return [head, payload.slice(0, place) + other + payload.slice(place + 1), signature].join('.')
}
