import exec from 'k6/execution'
import http from 'k6/http'
import { check, sleep } from 'k6'
import { Counter, Rate } from 'k6/metrics'
import { LOAD_PASSWORD, viewerEmail } from './accounts.ts'
import * as service from './service.ts'
import { settings } from './settings.ts'

/** Homes that had the rail that a model chose for the profile. */
export const homesRecommended = new Rate('homes_recommended')
/** Homes that were opened. */
export const homesOpened = new Counter('homes_opened')
/** Titles that were watched to their end. */
export const titlesFinished = new Counter('titles_finished')

/** Whose homes are opened, and what they may watch; the same for all virtual users. */
export interface Homes {
  viewers: Pick<service.LogIn, 'accessToken' | 'profileId'>[]
  titleIds: string[]
}

const TITLES_KNOWN = 500

/** Only a model chooses this rail. */
const FOR_YOU = '"kind":"for-you"'
/** One home in so many is read: to read 200 of them a second would be k6's work, on the cores of the service. */
const READ_EVERY = 10

/** Logs every viewer in, one after another, as log-ins are not what is measured here. */
export function planHomes(): Homes {
  const viewers = Array.from({ length: settings.viewers }, (_, place) =>
    service.logIn(viewerEmail(place + 1), LOAD_PASSWORD, 'k6')
  )
  const titles = service.listFilms(viewers[0]!, TITLES_KNOWN)
  const homes = {
    viewers: viewers.map(({ accessToken, profileId }) => ({ accessToken, profileId })),
    titleIds: titles.map(({ id }) => id),
  }
  // A process that has just begun makes what homes share only once.
  for (const viewer of homes.viewers) open(viewer, 'none')
  return homes
}

export function openHome({ viewers }: Homes): void {
  const isRead = Math.random() < 1 / READ_EVERY
  const answer = open(any(viewers), isRead ? 'text' : 'none')
  homesOpened.add(1)
  check(answer, { 'home is answered': ({ status }) => status === 200 })
  if (isRead) homesRecommended.add(String(answer.body ?? '').includes(FOR_YOU))
}

/** Starts a film, reports its end, and stops. */
export function finishATitle({ viewers, titleIds }: Homes): void {
  // Each virtual user watches as a viewer of its own, as an account may not play much at once.
  const viewer = viewers[exec.vu.idInTest % viewers.length]!
  const session = service.startPlaySession(viewer, any(titleIds))
  const startedAt = Date.now()
  sleep(0.1)
  const at = { positionSeconds: session.durationSeconds, elapsedMs: Date.now() - startedAt }
  service.sendHeartbeat(session, { ...at, sequence: 1, state: 'playing' })
  if (service.endPlaySession(session, { ...at, sequence: 2 })) titlesFinished.add(1)
}

function open({ accessToken, profileId }: Homes['viewers'][number], responseType: 'text' | 'none') {
  return http.get(`${settings.url}/v1/profiles/${profileId}/home`, {
    headers: { authorization: `Bearer ${accessToken}` },
    tags: { name: 'home' },
    timeout: '30s',
    responseType,
  })
}

function any<Value>(values: readonly Value[]): Value {
  return values[Math.floor(Math.random() * values.length)]!
}
