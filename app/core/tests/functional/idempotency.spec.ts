import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { HttpContextFactory, RequestFactory } from '@adonisjs/core/factories/http'
import { callOnce } from '#core/http/idempotency'
import type { ProblemError } from '#core/problem'

function contextFor(key: string | undefined, raw = '{"a":1}') {
  const request = new RequestFactory().merge({ method: 'POST', url: '/v1/things' }).create()
  if (key) request.request.headers['idempotency-key'] = key
  request.updateRawBody(raw)
  return new HttpContextFactory().merge({ request }).create()
}

async function call(key: string | undefined, work: () => Promise<unknown> | unknown, raw?: string) {
  const ctx = contextFor(key, raw)
  await callOnce(ctx, async () => {
    ctx.response.status(201).json(await work())
  })
  return { status: ctx.response.getStatus(), body: ctx.response.getBody() }
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'answered',
    (error: ProblemError) => error.code
  )
}

test.group('Idempotency-Key', () => {
  test('a repeat gets the first answer and the work runs once', async ({ assert }) => {
    const key = randomUUID()
    let runs = 0
    const work = () => ({ run: ++runs })
    const first = await call(key, work)
    const second = await call(key, work)
    assert.equal(runs, 1)
    assert.deepEqual(second, first)
    assert.equal(first.status, 201)
  })

  test('twenty at once run the work once', async ({ assert }) => {
    const key = randomUUID()
    let runs = 0
    const work = async () => {
      runs++
      await new Promise((resolve) => setTimeout(resolve, 50))
      return { ok: true }
    }
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => codeOf(call(key, work))))
    assert.equal(runs, 1)
    assert.include(outcomes, 'answered')
    assert.isTrue(outcomes.every((o) => o === 'answered' || o === 'idempotency.in-progress'))
  })

  test('the key of another request is refused', async ({ assert }) => {
    const key = randomUUID()
    await call(key, () => ({}))
    assert.equal(await codeOf(call(key, () => ({}), '{"a":2}')), 'idempotency.key-reused')
  })

  test('a failure is not kept: the next try runs', async ({ assert }) => {
    const key = randomUUID()
    const failing = call(key, () => {
      throw new Error('first try')
    })
    await assert.rejects(() => failing, 'first try')
    assert.equal((await call(key, () => ({ ok: true }))).status, 201)
  })

  test('without a key every request runs', async ({ assert }) => {
    let runs = 0
    await call(undefined, () => ({ run: ++runs }))
    await call(undefined, () => ({ run: ++runs }))
    assert.equal(runs, 2)
  })
})
