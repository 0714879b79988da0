import http, { type RefinedParams, type RefinedResponse, type ResponseType } from 'k6/http'
import encoding from 'k6/encoding'
import { check } from 'k6'
import { settings } from './settings.ts'

/** What a request is called in the figures: every name has a percentile and a threshold of its own. */
export type RequestName =
  | 'log in'
  | 'refresh'
  | 'list titles'
  | 'home'
  | 'title'
  | 'scroll'
  | 'suggest'
  | 'search'
  | 'start'
  | 'licence'
  | 'segment'
  | 'heartbeat'
  | 'stop'
  | 'read back'

export interface LogIn {
  accessToken: string
  /** ms since 1970. */
  expiresAt: number
  refreshToken: string
  accountId: string
  profileId: string
}

/** The part of a play session that a viewer needs, so that a virtual user keeps little in memory. */
export interface PlaySession {
  id: string
  token: string
  resumePositionSeconds: number
  durationSeconds: number
  heartbeatUrl: string
  endUrl: string
  licenceUrl: string
  licenceToken: string
  keyIds: string[]
  /** Signed URLs of the smallest rung's and the audio's first segments. */
  firstSegments: string[]
}

interface SessionAnswer {
  id: string
  token: string
  resumePositionSeconds: number
  durationSeconds: number
  heartbeat: { url: string }
  edgePolicy: { query: Record<string, string> }
  licence: { url: string; token: string; keyIds: string[] }
  startup: {
    rungs: Array<{ bandwidth: number; init: string; firstSegment: string }>
    audio: { init: string; firstSegment: string } | null
  }
}

interface LogInAnswer {
  accessToken: string
  accessTokenExpiresAt: string
  refreshToken: string | null
  account: { id: string }
  profiles: Array<{ id: string }>
}

/** A request got another answer than the viewer expected; the viewer cannot go on. */
export class UnexpectedAnswer extends Error {}

type Answer = RefinedResponse<ResponseType>

export function logIn(email: string, password: string, deviceName: string): LogIn {
  const answer = post('log in', '/v1/auth/login', {
    body: { email, password, device: { name: deviceName, kind: 'web' } },
    expect: 200,
  })
  return logInOf(answer.json() as unknown as LogInAnswer)
}

/** Logs in as a browser does and answers the refresh cookie, which a page then logs in by. */
export function logInByCookie(email: string, password: string): { value: string; path: string } {
  const answer = post('log in', '/v1/auth/login', {
    body: { email, password, device: { name: 'Chromium', kind: 'web' }, refreshIn: 'cookie' },
    expect: 200,
  })
  const cookie = answer.cookies['flixflow_refresh']?.[0]
  if (!cookie) throw new UnexpectedAnswer('log in set no flixflow_refresh cookie')
  return { value: cookie.value, path: cookie.path || '/v1/auth' }
}

export function refresh(refreshToken: string): LogIn {
  const answer = post('refresh', '/v1/auth/refresh', { body: { refreshToken }, expect: 200 })
  return logInOf(answer.json() as unknown as LogInAnswer)
}

/** The first film of the catalogue that can be played. */
export function firstPlayableFilm(viewer: LogIn): string {
  const response = http.get(`${settings.url}/v1/titles?kind=film&limit=50`, {
    ...params('list titles', viewer.accessToken),
    responseType: 'text',
  })
  const items = (response.json('items') ?? []) as unknown as Array<{
    id: string
    playable: boolean
  }>
  const film = items.find((item) => item.playable)
  if (!film) throw new UnexpectedAnswer(`no playable film at ${settings.url}`)
  return film.id
}

export function startPlaySession(
  viewer: Pick<LogIn, 'accessToken' | 'profileId'>,
  titleId: string
): PlaySession {
  const answer = post('start', '/v1/playback/sessions', {
    token: viewer.accessToken,
    body: { titleId, profileId: viewer.profileId },
    expect: 201,
  })
  return sessionOf(answer.json() as unknown as SessionAnswer)
}

/** W3C Clear Key licence request (EME, section 9.1.3). */
export function fetchLicence(session: PlaySession): void {
  post('licence', session.licenceUrl, {
    token: session.licenceToken,
    body: { kids: session.keyIds.map(base64url), type: 'temporary' },
    expect: 200,
    discard: true,
  })
}

export interface Heartbeat {
  positionSeconds: number
  elapsedMs: number
  sequence: number
  state: 'playing' | 'paused' | 'seeking' | 'buffering'
}

/** Sends a heartbeat; true when the service acknowledged it. */
export function sendHeartbeat(session: PlaySession, heartbeat: Heartbeat): boolean {
  const answer = http.post(absolute(session.heartbeatUrl), JSON.stringify(heartbeat), {
    ...params('heartbeat', session.token),
    responseType: 'text',
  })
  const acknowledged = answer.status === 200 && answer.json('acknowledged') === true
  check(answer, { 'heartbeat is acknowledged': () => acknowledged })
  return acknowledged
}

/** Ends a play session; true when the service acknowledged its last position. */
export function endPlaySession(
  session: PlaySession,
  last: Pick<Heartbeat, 'positionSeconds' | 'elapsedMs' | 'sequence'>
): boolean {
  const answer = http.post(
    absolute(session.endUrl),
    JSON.stringify(last),
    params('stop', session.token)
  )
  return check(answer, { 'stop is acknowledged': ({ status }) => status === 200 })
}

/** Downloads the first segments as a player does; the bytes are dropped. */
export function fetchFirstSegments(session: PlaySession): void {
  const requests = session.firstSegments.map((url) => ({
    method: 'GET',
    url: absolute(url),
    params: params('segment'),
  }))
  for (const answer of Object.values(http.batch(requests))) {
    check(answer, { 'segment is served': ({ status }) => status === 200 || status === 206 })
  }
}

/** The position at which the profile would go on with the title, or null when it would start over. */
export function readBackPosition(viewer: LogIn, titleId: string): number | null {
  const answer = http.get(`${settings.url}/v1/profiles/${viewer.profileId}/continue-watching`, {
    ...params('read back', viewer.accessToken),
    responseType: 'text',
  })
  check(answer, { 'positions are read back': ({ status }) => status === 200 })
  if (answer.status !== 200) return null
  const items = (answer.json('items') ?? []) as unknown as Array<Record<string, unknown>>
  const item = items.find((candidate) => JSON.stringify(candidate).includes(titleId))
  const position = item?.['positionSeconds']
  return typeof position === 'number' ? position : null
}

/** A title that a viewer may come across. */
export interface Findable {
  id: string
  name: string
}

const LONGEST_PAGE = 100

/** Titles of the catalogue, newest first, as many as there are up to `most`. */
export function listTitles(viewer: LogIn, most: number): Findable[] {
  return list(viewer, most, '')
}

/** Films, newest first, as many as there are up to `most`. */
export function listFilms(viewer: LogIn, most: number): Findable[] {
  return list(viewer, most, '&kind=film')
}

function list(viewer: LogIn, most: number, only: string): Findable[] {
  const found: Findable[] = []
  let cursor: string | null = null
  do {
    const page = cursor === null ? '' : `&cursor=${cursor}`
    const answer = http.get(
      `${settings.url}/v1/titles?profileId=${viewer.profileId}&limit=${LONGEST_PAGE}${only}${page}`,
      { ...params('list titles', viewer.accessToken), responseType: 'text' }
    )
    const body = answer.json() as unknown as { items: Findable[]; nextCursor: string | null }
    found.push(...body.items.map(({ id, name }) => ({ id, name })))
    cursor = body.nextCursor
  } while (cursor !== null && found.length < most)
  return found.slice(0, most)
}

/** What a browser keeps of an answer: its tag, to ask whether it has changed. */
export interface Kept {
  etag: string | null
}

/** Reads what a viewer looks at; with `kept`, as a browser does that has it from before. */
export function read(name: RequestName, viewer: LogIn, path: string, kept?: Kept): Kept {
  const request = params(name, viewer.accessToken)
  if (kept?.etag) request.headers = { ...request.headers, 'if-none-match': kept.etag }
  const answer = http.get(absolute(path), request)
  check(answer, {
    [`${name} is answered`]: ({ status }) => status === 200 || (status === 304 && !!kept?.etag),
  })
  return { etag: answer.headers['Etag'] ?? null }
}

interface PostOptions {
  body: unknown
  expect: number
  token?: string
  discard?: boolean
}

function post(name: RequestName, path: string, options: PostOptions): Answer {
  const answer = http.post(absolute(path), JSON.stringify(options.body), {
    ...params(name, options.token),
    responseType: options.discard ? 'none' : 'text',
  })
  const asExpected = answer.status === options.expect
  check(answer, { [`${name} answers ${options.expect}`]: () => asExpected })
  if (asExpected) return answer
  const words = answer.error || String(answer.body ?? '').slice(0, 300)
  throw new UnexpectedAnswer(`${name} answered ${answer.status}: ${words}`)
}

function params(name: RequestName, token?: string): RefinedParams<ResponseType> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (token) headers['authorization'] = `Bearer ${token}`
  return { headers, tags: { name }, timeout: '30s', responseType: 'none' }
}

function logInOf(answer: LogInAnswer): LogIn {
  const profile = answer.profiles[0]
  if (!profile) throw new UnexpectedAnswer('the account has no profile')
  return {
    accessToken: answer.accessToken,
    expiresAt: Date.parse(answer.accessTokenExpiresAt),
    refreshToken: answer.refreshToken ?? '',
    accountId: answer.account.id,
    profileId: profile.id,
  }
}

function sessionOf(answer: SessionAnswer): PlaySession {
  const smallest = [...answer.startup.rungs].sort((a, b) => a.bandwidth - b.bandwidth)[0]
  const tracks = [smallest, answer.startup.audio].filter((track) => !!track)
  return {
    id: answer.id,
    token: answer.token,
    resumePositionSeconds: answer.resumePositionSeconds,
    durationSeconds: answer.durationSeconds,
    heartbeatUrl: answer.heartbeat.url,
    endUrl: `/v1/playback/sessions/${answer.id}/end`,
    licenceUrl: answer.licence.url,
    licenceToken: answer.licence.token,
    keyIds: answer.licence.keyIds,
    firstSegments: tracks
      .flatMap((track) => [track.init, track.firstSegment])
      .map((url) => signed(url, answer.edgePolicy.query)),
  }
}

function signed(url: string, policy: Record<string, string>): string {
  if (url.includes('Signature=')) return url
  const query = Object.entries(policy).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
  return `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}`
}

/** Follows the service's own URLs by path, so that a name such as localhost never costs a look-up. */
function absolute(url: string): string {
  if (url.startsWith('/')) return `${settings.url}${url}`
  return url.replace(/^https?:\/\/[^/]+/, settings.url)
}

/** A key id of 32 hex digits as unpadded base64url; one that already is stays as it is. */
function base64url(keyId: string): string {
  const hex = keyId.replace(/-/g, '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) return keyId
  const bytes = hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16))
  return encoding.b64encode(new Uint8Array(bytes).buffer, 'rawurl')
}
