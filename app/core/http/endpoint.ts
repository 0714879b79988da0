import type { HttpContext } from '@adonisjs/core/http'
import type { Route } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { VineValidator } from '@vinejs/vine'
import type { Access, Presence } from '#core/http/access'
import { callOnce } from '#core/http/idempotency'

export type AnyValidator = VineValidator<any, any>

export interface EndpointSpec {
  access: Access
  /** What is asked of the person at the device, beyond its access token. */
  presence?: Presence
  summary: string
  tag: string
  params?: AnyValidator
  query?: AnyValidator
  body?: AnyValidator
  /** The body of each success status; null where there is none or it is not JSON. */
  responses: Record<number, AnyValidator | null>
  /** Media types of the success body when it is not `application/json`, or not it alone. */
  produces?: string | string[]
  /** Repeats with the same `Idempotency-Key` get the first answer again. */
  idempotent?: boolean
  /** `If-Match` with an entity tag that the resource has no longer is refused with 412. */
  conditional?: boolean
}

type AccessCheck = (ctx: HttpContext) => Promise<void> | void
type PresenceCheck = (ctx: HttpContext) => void

const endpoints = new Map<string, EndpointSpec>()
const controllers = new Set<() => Promise<unknown>>()
const accessChecks = new Map<Access, AccessCheck>()
const presenceChecks = new Map<Presence, PresenceCheck>()

/** Modules tell here how an access rule is checked; `check` throws a problem to refuse. */
export function registerAccessCheck(access: Access, check: AccessCheck): void {
  accessChecks.set(access, check)
}

/** As above, for what a route asks of the person; runs once the access check has let them in. */
export function registerPresenceCheck(presence: Presence, check: PresenceCheck): void {
  presenceChecks.set(presence, check)
}

registerAccessCheck('public', () => {})

/** Declares a route: who may call it, and what goes in and out. Feeds the OpenAPI document. */
export function endpoint<R extends Route>(route: R, spec: EndpointSpec): R {
  const { methods, pattern } = route.toJSON()
  for (const method of methods) endpoints.set(`${method} ${pattern}`, spec)
  const controller = lazyControllerOf(route)
  if (controller) controllers.add(controller)

  route.use(async (ctx: HttpContext, next: NextFn) => {
    const check = accessChecks.get(spec.access)
    if (!check) throw new Error(`No access check is registered for "${spec.access}"`)
    await check(ctx)
    if (spec.presence) checkOfPresence(spec.presence)(ctx)
    return next()
  })
  if (spec.idempotent) route.use(callOnce)
  return route
}

function checkOfPresence(presence: Presence): PresenceCheck {
  const check = presenceChecks.get(presence)
  if (!check) throw new Error(`No check of presence is registered for "${presence}"`)
  return check
}

function lazyControllerOf(route: Route): (() => Promise<unknown>) | null {
  const handler = route.getHandler()
  const reference = typeof handler === 'object' ? handler.reference : null
  const controller: unknown = Array.isArray(reference) ? reference[0] : null
  const isLazy = typeof controller === 'function' && !controller.prototype
  return isLazy ? (controller as () => Promise<unknown>) : null
}

/** Loads the controllers of all declared routes, so that no viewer waits for code. */
export async function loadControllers(): Promise<void> {
  await Promise.all([...controllers].map((load) => load()))
}

export function findEndpoint(method: string, pattern: string): EndpointSpec | undefined {
  return endpoints.get(`${method} ${pattern}`)
}

export function allEndpoints(): { method: string; pattern: string; spec: EndpointSpec }[] {
  return [...endpoints].map(([key, spec]) => {
    const [method, pattern] = key.split(' ') as [string, string]
    return { method, pattern, spec }
  })
}
