import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'
import type { Access, StaffAbility } from '#core/http/access'
import { findEndpoint, type EndpointSpec } from '#core/http/endpoint'
import { newId } from '#core/ids'
import { assertDocumented } from '../openapi_response_check.js'
import { makeHousehold, PASSWORD, playSessionToken, type Household } from './callers.js'

/**
 * Who calls. The owner and the kids profile belong to the household whose ids are in the address;
 * the stranger, the neighbour (who owns things of the same kinds) and the staff do not.
 */
type Caller =
  | 'nobody'
  | 'garbage token'
  | 'expired token'
  | 'stranger'
  | 'neighbour'
  | 'owner'
  | 'unconfirmed owner'
  | 'locked profile'
  | 'kids profile'
  | 'kids device'
  | StaffRole

type StaffRole = (typeof STAFF_ROLES)[number]

const STAFF_ROLES = ['editor', 'support', 'finance', 'admin'] as const

/** The stated answer: let in (whatever the route then says), or refused with one of these. */
type Answer = 'let in' | 401 | 403 | 404 | 'refused'

const UNAUTHENTICATED = { 'nobody': 401, 'garbage token': 401, 'expired token': 401 } as const

function all(answer: Answer): Record<Caller, Answer> {
  return {
    'nobody': answer,
    'garbage token': answer,
    'expired token': answer,
    'stranger': answer,
    'neighbour': answer,
    'owner': answer,
    'unconfirmed owner': answer,
    'locked profile': answer,
    'kids profile': answer,
    'kids device': answer,
    'editor': answer,
    'support': answer,
    'finance': answer,
    'admin': answer,
  }
}

/** Written out here once more, so that a role that gains an ability by mistake is seen. */
const MAY: Record<StaffAbility, readonly StaffRole[]> = {
  'catalogue.edit': ['editor', 'admin'],
  'catalogue.publish': ['editor', 'admin'],
  'catalogue.import': ['editor', 'admin'],
  'ingest.run': ['editor', 'admin'],
  'quality.read': ['editor', 'support', 'admin'],
  'recommendations.read': ['editor', 'admin'],
  'recommendations.promote': ['admin'],
  'accounts.inspect': ['support', 'admin'],
  'accounts.assist': ['support', 'admin'],
  'accounts.grant': ['admin'],
  'finance.read': ['finance', 'admin'],
}

function staffWith(ability: StaffAbility): Record<Caller, Answer> {
  const able = MAY[ability].map((role) => [role, 'let in'])
  return { ...all(403), ...UNAUTHENTICATED, ...Object.fromEntries(able) }
}

const STATED: Record<Exclude<Access, `staff:${string}`>, Record<Caller, Answer>> = {
  'public': all('let in'),
  'account': { ...all('let in'), ...UNAUTHENTICATED },
  'profile': {
    ...all(404),
    ...UNAUTHENTICATED,
    'owner': 'let in',
    'unconfirmed owner': 'let in',
    'locked profile': 403,
    'kids profile': 'let in',
    'kids device': 'let in',
  },
  'play-session': all(401),
  'signed-url': all('refused'),
  'internal': all(403),
}

/** Ids in an address that belong to one account: to all others they do not exist. */
const OWNED: Record<string, (household: Household) => string> = {
  profileId: (household) => household.profileId,
  deviceId: (household) => household.deviceId,
  passkeyId: (household) => household.passkeyId,
  exportId: (household) => household.exportId,
}

/** Parameters that are neither owned nor ids. */
const WORDS: Record<string, string> = {
  provider: 'google',
  kind: 'poster',
  language: 'de',
  genreId: 'comedy',
  tagId: 'heist',
}

/** What a route needs to be told before it can answer at all. */
const NEEDED: Record<string, { query?: string; body?: object }> = {
  'PATCH /v1/account/passkeys/:passkeyId': { body: { name: 'Key' } },
  'POST /v1/account/two-factor/off': { body: { password: PASSWORD } },
  'PUT /v1/profiles/:profileId/pin': { body: { pin: '1234' } },
  'POST /v1/profiles/:profileId/unlock': { body: { pin: '1234' } },
  'PATCH /v1/devices/:deviceId': { body: { name: 'Device' } },
  'POST /v1/auth/confirm-identity': { body: { password: PASSWORD } },
  'GET /__transmit/events': { query: '?uid=route-access' },
  'HEAD /__transmit/events': { query: '?uid=route-access' },
  'POST /__transmit/subscribe': { body: { uid: 'route-access', channel: 'ingest/jobs/none' } },
  'POST /__transmit/unsubscribe': { body: { uid: 'route-access', channel: 'ingest/jobs/none' } },
}

/** Far from this machine, whose own users count as operators (RFC 5737 documentation address). */
const FAR_AWAY = '203.0.113.7'

/** Codes by which an access check refuses. A public route may answer 401 for its own reasons. */
const REFUSAL_CODES = new Set([
  'auth.required',
  'auth.token-invalid',
  'auth.token-expired',
  'auth.forbidden',
])

/** Codes with 401 or 403 by which a route refuses whom its access check has let in. */
const OWN_REFUSAL_CODES = new Set(['auth.proof-required', 'auth.refresh-ended'])

interface RouteUnderTest {
  method: string
  pattern: string
}

function routes(): RouteUnderTest[] {
  return Object.values(router.toJSON())
    .flat()
    .flatMap(({ pattern, methods }) => methods.map((method) => ({ method, pattern })))
}

function statedFor({ access, presence }: EndpointSpec, pattern: string): Record<Caller, Answer> {
  const stated = statedByAccess(access, pattern)
  if (presence === undefined) return stated
  const forGrownUps = { ...stated, 'kids device': 403 as const }
  return presence === 'confirmed' ? { ...forGrownUps, 'unconfirmed owner': 403 } : forGrownUps
}

function statedByAccess(access: Access, pattern: string): Record<Caller, Answer> {
  if (isStaffAccess(access)) return staffWith(access.slice('staff:'.length) as StaffAbility)
  const stated = STATED[access]
  const owned = Object.keys(OWNED).some((name) => pattern.includes(`:${name}`))
  if (access !== 'account' || !owned) return stated
  const foreign = Object.fromEntries(STAFF_ROLES.map((role) => [role, 404]))
  return { ...stated, stranger: 404, neighbour: 404, ...foreign } as Record<Caller, Answer>
}

function isStaffAccess(access: Access): access is `staff:${StaffAbility}` {
  return access.startsWith('staff:')
}

/** Who watches with a profile other than the grown-up's first. */
const WATCHING: Partial<Record<Caller, 'kidsProfileId' | 'lockedProfileId'>> = {
  'kids profile': 'kidsProfileId',
  'kids device': 'kidsProfileId',
  'locked profile': 'lockedProfileId',
}

function addressOf(pattern: string, household: Household, caller: Caller): string {
  return pattern
    .replace(/:(\w+)\??/g, (_, name: string) => {
      const watching = name === 'profileId' ? WATCHING[caller] : undefined
      if (watching) return household[watching]
      return OWNED[name]?.(household) ?? WORDS[name] ?? newId()
    })
    .replace('*', 'nothing/here.bin')
}

function tokenOf(caller: Caller, household: Household, others: Record<string, Household>) {
  switch (caller) {
    case 'nobody':
      return null
    case 'garbage token':
      return 'garbage'
    case 'expired token':
      return household.expiredAccessToken
    case 'owner':
      return household.accessToken
    case 'unconfirmed owner':
      return household.unconfirmedAccessToken
    case 'locked profile':
      return household.accessToken
    case 'kids profile':
      return household.kidsAccessToken
    case 'kids device':
      return household.kidsDeviceAccessToken
    default:
      return others[caller]!.accessToken
  }
}

interface Result {
  status: number
  code: string | null
}

async function call(
  { method, pattern }: RouteUnderTest,
  path: string,
  token: string | null,
  address = FAR_AWAY
): Promise<Result> {
  const hasBody = !['GET', 'HEAD', 'OPTIONS'].includes(method)
  const { query = '', body: content = {} } = NEEDED[`${method} ${pattern}`] ?? {}
  const server = `http://${process.env.HOST}:${process.env.PORT}`
  const response = await fetch(`${server}${path}${query}`, {
    method,
    redirect: 'manual',
    headers: {
      'x-forwarded-for': address,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    body: hasBody ? JSON.stringify(content) : undefined,
    signal: AbortSignal.timeout(20_000),
  })
  const contentType = response.headers.get('content-type') ?? ''
  if (!/json/.test(contentType) || method === 'HEAD') {
    await response.body?.cancel()
    return { status: response.status, code: null }
  }
  const body = (await response.json()) as { code?: string }
  assertDocumented({ method, path, status: response.status, contentType, body })
  return { status: response.status, code: body.code ?? null }
}

function differs(stated: Answer, { status, code }: Result, access: Access): boolean {
  if (status === 500) return true
  if (stated === 'refused') return ![401, 403, 404].includes(status)
  if (stated !== 'let in') return status !== stated
  if (access === 'public') return code !== null && REFUSAL_CODES.has(code)
  return (status === 401 || status === 403) && !OWN_REFUSAL_CODES.has(code ?? '')
}

test.group('Every route', (group) => {
  const others: Record<string, Household> = {}

  group.setup(async () => {
    others.stranger = await makeHousehold()
    others.neighbour = await makeHousehold()
    for (const role of STAFF_ROLES) others[role] = await makeHousehold([role])
  })

  test('says who may call it', ({ assert }) => {
    const silent = routes().filter(({ method, pattern }) => !findEndpoint(method, pattern))
    assert.deepEqual(silent, [])
    assert.isAbove(routes().length, 10)
  })

  test('{method} {pattern} lets in whom it says, and no one else')
    .with(() => routes().filter(({ method, pattern }) => findEndpoint(method, pattern)))
    .run(async ({ assert }, route) => {
      const { method, pattern } = route
      const spec = findEndpoint(method, pattern)!
      const { access } = spec
      const household = await makeHousehold()
      const wrong: string[] = []
      for (const [name, stated] of Object.entries(statedFor(spec, pattern))) {
        const caller = name as Caller
        const path = addressOf(pattern, household, caller)
        const result = await call(route, path, tokenOf(caller, household, others))
        if (differs(stated, result, access)) {
          const { status, code } = result
          wrong.push(`${caller}: ${stated} is stated, ${status} ${code ?? ''} came (${path})`)
        }
      }
      assert.deepEqual(wrong, [], `${method} ${pattern} (${access})`)
    })

  test('{method} {pattern} takes the token of its own play session only')
    .with(() =>
      routes().filter(
        ({ method, pattern }) => findEndpoint(method, pattern)?.access === 'play-session'
      )
    )
    .run(async ({ assert }, route) => {
      const { pattern } = route
      const sessionId = newId()
      const named = pattern.includes(':sessionId')
      const [own, foreign] = named
        ? (['play-session', 'licence'] as const)
        : (['licence', 'play-session'] as const)
      const path = pattern.replace(':sessionId', sessionId)

      const bearer = await call(route, path, await playSessionToken(own, sessionId))
      assert.notInclude([401, 403, 500], bearer.status)
      const other = await call(route, path, await playSessionToken(foreign, sessionId))
      assert.equal(other.status, 401)
      if (!named) return
      const stolen = await call(route, path, await playSessionToken(own, newId()))
      assert.include([401, 403], stolen.status)
    })

  test('{method} {pattern} lets an operator on this machine in')
    .with(() =>
      routes().filter(({ method, pattern }) => findEndpoint(method, pattern)?.access === 'internal')
    )
    .run(async ({ assert }, route) => {
      const { status } = await call(route, route.pattern, null, '127.0.0.1')
      assert.equal(status, 200)
    })
})
