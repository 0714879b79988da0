import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { HttpContextFactory, RequestFactory } from '@adonisjs/core/factories/http'
import { validateBody } from '#core/http/validate'
import type { ProblemError } from '#core/problem'

const validator = vine.create({
  name: vine.string(),
  device: vine.object({ kind: vine.string() }).optional(),
  tags: vine.array(vine.object({ id: vine.number() })).optional(),
})

function contextWith(body: unknown) {
  const request = new RequestFactory().create()
  request.setInitialBody(body as Record<string, unknown>)
  return new HttpContextFactory().merge({ request }).create()
}

async function refusedFields(body: unknown): Promise<string[]> {
  try {
    await validateBody(contextWith(body), validator)
    return []
  } catch (error) {
    return ((error as ProblemError).options.fields ?? []).map((entry) => entry.field)
  }
}

test.group('A request body', () => {
  test('is given back when it fits', async ({ assert }) => {
    assert.deepEqual(await validateBody(contextWith({ name: 'Ada' }), validator), {
      name: 'Ada',
    } as never)
  })

  test('is refused with the path of each unknown field', async ({ assert }) => {
    assert.deepEqual(
      await refusedFields({
        name: 'Ada',
        rolez: 1,
        device: { kind: 'phone', os: 'x' },
        tags: [{ id: 1 }, { id: 2, x: 1 }],
      }),
      ['rolez', 'device.os', 'tags.1.x']
    )
  })

  test('cannot smuggle fields in through the prototype', async ({ assert }) => {
    assert.deepEqual(await refusedFields(JSON.parse('{"name":"Ada","__proto__":{"admin":true}}')), [
      '__proto__',
    ])
    assert.deepEqual(await refusedFields({ name: 'Ada', constructor: 1 }), ['constructor'])
  })
})
