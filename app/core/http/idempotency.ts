import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import db from '@adonisjs/lucid/services/db'
import { E_INVALID_REQUEST, problem, PROBLEM_MEDIA_TYPE } from '#core/problem'

export const E_IDEMPOTENCY_KEY_REUSED = problem(
  'idempotency.key-reused',
  422,
  'This Idempotency-Key was used for another request'
)
export const E_IDEMPOTENCY_IN_PROGRESS = problem(
  'idempotency.in-progress',
  409,
  'The first request with this Idempotency-Key is still running'
)

/** How long a first request may run before its key can be taken over, in seconds. */
const LOCK_SECONDS = 60
const MAX_KEY_LENGTH = 255

interface StoredCall {
  request_hash: string
  status: number | null
  body: string | null
}

/** Who called: keys of one caller never meet those of another. */
function callerOf(ctx: HttpContext): string {
  const principal = (ctx as { principal?: { accountId: string } }).principal
  return principal?.accountId ?? 'public'
}

/**
 * Middleware for the `Idempotency-Key` header (IETF draft-ietf-httpapi-idempotency-key-header):
 * the first answer below 500 is kept for a day and given again to repeats. Without the header the
 * request runs as usual.
 * @throws E_IDEMPOTENCY_KEY_REUSED when the key came with another request before.
 * @throws E_IDEMPOTENCY_IN_PROGRESS while the first request has no answer yet.
 */
export async function callOnce(ctx: HttpContext, next: NextFn): Promise<void> {
  const key = ctx.request.header('idempotency-key')
  if (!key) return next()
  if (key.length > MAX_KEY_LENGTH) {
    throw new E_INVALID_REQUEST({
      fields: [{ field: 'Idempotency-Key', message: 'At most 255 characters.' }],
    })
  }

  const caller = callerOf(ctx)
  const requestHash = createHash('sha256')
    .update(`${ctx.request.method()} ${ctx.request.url(true)}\n${ctx.request.raw() ?? ''}`)
    .digest('hex')

  const taken = await db.rawQuery<{ rows: unknown[] }>(
    `insert into core.idempotency_keys as k (caller, key, request_hash, locked_at)
     values (?, ?, ?, now())
     on conflict (caller, key) do update set locked_at = now()
       where k.status is null and k.request_hash = excluded.request_hash
         and k.locked_at < now() - make_interval(secs => ?)
     returning key`,
    [caller, key, requestHash, LOCK_SECONDS]
  )
  if (taken.rows.length === 0) return replay(ctx, caller, key, requestHash)

  const where = { caller, key }
  try {
    await next()
  } catch (error) {
    await db.from('core.idempotency_keys').where(where).delete()
    throw error
  }
  const status = ctx.response.getStatus()
  if (status >= 500) {
    await db.from('core.idempotency_keys').where(where).delete()
    return
  }
  const body = textOf(ctx.response.getBody())
  await db.from('core.idempotency_keys').where(where).update({ status, body })
}

/** What was answered, as it went over the wire: a problem is text already. */
function textOf(body: unknown): string | null {
  if (body === undefined || body === null) return null
  return typeof body === 'string' ? body : JSON.stringify(body)
}

async function replay(ctx: HttpContext, caller: string, key: string, requestHash: string) {
  const stored: StoredCall | null = await db
    .from('core.idempotency_keys')
    .where({ caller, key })
    .first()
  if (stored && stored.request_hash !== requestHash) throw new E_IDEMPOTENCY_KEY_REUSED()
  if (!stored || stored.status === null) {
    throw new E_IDEMPOTENCY_IN_PROGRESS({ headers: { 'retry-after': '1' } })
  }
  ctx.response.header('idempotent-replayed', 'true')
  ctx.response.status(stored.status)
  if (stored.body === null) return
  if (stored.status < 400) return ctx.response.json(JSON.parse(stored.body))
  ctx.response.header('content-type', PROBLEM_MEDIA_TYPE)
  ctx.response.send(stored.body)
}
