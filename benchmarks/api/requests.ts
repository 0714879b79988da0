import { LOAD_PASSWORD, viewerEmail } from '../../loadtests/lib/accounts.js'

export interface Server {
  name: 'fastify' | 'flixflow'
  url: string
  pid: number
}

/** A viewer who is logged in, and in the middle of the film. */
export interface BenchViewer {
  token: string
  profileId: string
  titleId: string
  session: { id: string; token: string }
}

export interface BenchRequest {
  name: 'start' | 'heartbeat' | 'home'
  method: 'GET' | 'POST'
  path: (viewer: BenchViewer) => string
  token: (viewer: BenchViewer) => string
  body?: (viewer: BenchViewer) => object
}

/** Longer than any session here: the service takes its own time for when a position was seen. */
const ELAPSED_MS = 40 * 3_600_000

export const REQUESTS: BenchRequest[] = [
  {
    name: 'start',
    method: 'POST',
    path: () => '/v1/playback/sessions',
    token: ({ token }) => token,
    body: ({ titleId, profileId }) => ({ titleId, profileId }),
  },
  {
    name: 'heartbeat',
    method: 'POST',
    path: ({ session }) => `/v1/playback/sessions/${session.id}/heartbeats`,
    token: ({ session }) => session.token,
    body: () => ({ positionSeconds: 7.25, elapsedMs: ELAPSED_MS, sequence: 1, state: 'playing' }),
  },
  {
    name: 'home',
    method: 'GET',
    path: ({ profileId }) => `/v1/profiles/${profileId}/home`,
    token: ({ token }) => token,
  },
]

/** Logs viewers in, starts the film for each and reports a first position. */
export async function logInViewers(
  url: string,
  titleId: string,
  count: number
): Promise<BenchViewer[]> {
  const viewers: BenchViewer[] = []
  for (let number = 1; number <= count; number++) {
    const login = await post(url, '/v1/auth/login', null, {
      ...{ email: viewerEmail(number), password: LOAD_PASSWORD },
      device: { name: 'Benchmark', kind: 'web' },
    })
    const { accessToken: token, profiles } = login
    const viewer = { token, profileId: profiles[0].id as string, titleId }
    const [start, heartbeat] = REQUESTS as [BenchRequest, BenchRequest]
    const begun = { ...viewer, session: { id: '', token: '' } }
    const session = await post(url, start.path(begun), token, start.body!(begun))
    const one = { ...viewer, session: { id: session.id, token: session.token } }
    await post(url, heartbeat.path(one), heartbeat.token(one), heartbeat.body!(one))
    viewers.push(one)
  }
  return viewers
}

async function post(url: string, path: string, token: string | null, body: object): Promise<any> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return answer
}
