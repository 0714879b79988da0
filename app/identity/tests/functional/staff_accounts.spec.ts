import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { logIn, register, type Viewer } from '../support/viewers.js'

const REASON = 'The viewer wrote that the TV is logged in by a stranger'

/** A member of staff, with a token that says so. */
async function staff(client: ApiClient, ...roles: string[]): Promise<Viewer> {
  const viewer = await register(client)
  await db.from('identity.accounts').where('id', viewer.accountId).update({ roles })
  return logIn(client, viewer.email)
}

function calls(client: ApiClient, by: Viewer, whose: Pick<Viewer, 'accountId' | 'email'>) {
  const at = `/v1/staff/accounts/${whose.accountId}`
  const as = (request: ReturnType<ApiClient['get']>) => request.bearerToken(by.accessToken)
  return {
    search: (email = whose.email) => as(client.get('/v1/staff/accounts').qs({ email })),
    inspect: (reason = REASON) =>
      client.post(`${at}/inspections`).bearerToken(by.accessToken).json({ reason }),
    look: () => as(client.get(at)),
    endDevices: () => as(client.delete(`${at}/devices`)),
    endDevice: (id: string) => as(client.delete(`${at}/devices/${id}`)),
    sendReset: () => as(client.post(`${at}/password-reset`)),
    grant: (roles: string[]) =>
      client.put(`${at}/roles`).bearerToken(by.accessToken).json({ roles, reason: REASON }),
    log: () => as(client.get('/v1/staff/log').qs({ accountId: whose.accountId })),
  }
}

test.group('Support looks at an account', (group) => {
  group.each.teardown(() => clock.restore())

  test('with a reason only, for half an hour, and its owner sees when, why and what', async ({
    client,
    assert,
  }) => {
    clock.freeze()
    const viewer = await register(client)
    const support = await staff(client, 'viewer', 'support')
    const by = calls(client, support, viewer)
    const found = await by.search(viewer.email.toUpperCase())
    assert.deepEqual(
      found.body().items.map(({ id }: { id: string }) => id),
      [viewer.accountId]
    )
    assert.equal((await by.look()).body().code, 'staff.inspection-required')
    ;(await by.inspect('why?')).assertStatus(422)
    ;(await by.inspect()).assertStatus(201)
    const seen = await by.look()
    seen.assertStatus(200)
    assert.equal(seen.body().email, viewer.email)
    assert.equal(seen.body().devices[0].id, viewer.deviceId)

    const told = await client.get('/v1/account/inspections').bearerToken(viewer.accessToken)
    assert.lengthOf(told.body().items, 1)
    assert.containSubset(told.body().items[0], {
      reason: REASON,
      deeds: [{ action: 'account.viewed' }],
    })
    assert.include(told.body().items[0].deeds[0].seen, 'devices')
    assert.notInclude(JSON.stringify(told.body()), support.accountId)

    clock.advance(31 * 60_000)
    const again = await logIn(client, support.email)
    assert.equal(
      (await calls(client, again, viewer).look()).body().code,
      'staff.inspection-required'
    )
  })

  test('not under the reason that a colleague gave', async ({ client, assert }) => {
    const viewer = await register(client)
    const [one, other] = [await staff(client, 'support'), await staff(client, 'support')]
    ;(await calls(client, one, viewer).inspect()).assertStatus(201)
    for (const call of ['look', 'endDevices', 'sendReset'] as const) {
      const refused = await calls(client, other, viewer)[call]()
      assert.equal(refused.body().code, 'staff.inspection-required', call)
    }
  })

  test('and can log devices out and send a reset for the owner, never see its link', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const tv = await logIn(client, viewer.email)
    const by = calls(client, await staff(client, 'support'), viewer)
    await by.inspect()
    ;(await by.endDevice(tv.deviceId)).assertStatus(204)
    ;(await by.endDevice(tv.deviceId)).assertStatus(404)
    const refused = await client.post('/v1/auth/refresh').json({ refreshToken: tv.refreshToken })
    assert.equal(refused.body().code, 'auth.refresh-ended')
    ;(await by.endDevices()).assertStatus(204)
    const reset = await by.sendReset()
    reset.assertStatus(204)
    assert.isEmpty(reset.text())
    const log = await db
      .from('identity.staff_log')
      .where('account_id', viewer.accountId)
      .orderBy('id')
    assert.deepEqual(
      log.map(({ action }) => action),
      [
        'inspection.opened',
        'devices.ended',
        'devices.ended',
        'devices.ended',
        'password-reset.sent',
      ]
    )
  })

  test('and cannot change or empty the log, not even in the database', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    await calls(client, await staff(client, 'support'), viewer).inspect()
    const row = () => db.from('identity.staff_log').where('account_id', viewer.accountId)
    await assert.rejects(async () => row().delete(), /written once/)
    await assert.rejects(
      async () => row().update({ reason: 'Nothing to see here' }),
      /written once/
    )
    await assert.rejects(async () => row().update({ action: 'account.searched' }), /written once/)
    await assert.rejects(() => db.rawQuery('truncate identity.staff_log'), /written once/)
    assert.equal((await row().firstOrFail()).reason, REASON)
  })

  test('of somebody who is not there', async ({ client, assert }) => {
    const support = await staff(client, 'support')
    const by = calls(client, support, { accountId: crypto.randomUUID(), email: 'no@example.com' })
    assert.deepEqual((await by.search()).body().items, [])
    for (const call of ['look', 'inspect', 'endDevices', 'sendReset'] as const) {
      assert.equal((await by[call]()).body().code, 'account.not-found', call)
    }
  })
})

test.group('Roles', () => {
  test('are given and taken by an admin, and written down', async ({ client, assert }) => {
    const viewer = await register(client)
    const admin = await staff(client, 'admin')
    const by = calls(client, admin, viewer)
    assert.sameMembers((await by.grant(['editor'])).body().roles, ['viewer', 'editor'])
    const editor = await logIn(client, viewer.email)
    const may = await client.get('/v1/staff/log').bearerToken(editor.accessToken)
    may.assertStatus(403)
    assert.sameMembers((await by.grant([])).body().roles, ['viewer'])
    const log = await by.log()
    assert.lengthOf(log.body().items, 2)
    assert.include(log.body().items[0], { action: 'roles.changed', reason: REASON })
  })

  test('are not given by support, by the viewer, or by an admin who is not there', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const support = await staff(client, 'support')
    ;(await calls(client, support, support).grant(['admin'])).assertStatus(403)
    ;(await calls(client, viewer, viewer).grant(['admin'])).assertStatus(403)
    const admin = await staff(client, 'admin')
    const refreshed = await client
      .post('/v1/auth/refresh')
      .json({ refreshToken: admin.refreshToken })
    const unconfirmed = { ...admin, accessToken: refreshed.body().accessToken }
    const refused = await calls(client, unconfirmed, viewer).grant(['admin'])
    assert.equal(refused.body().code, 'auth.confirmation-required')
  })

  test('leave one admin, also when two go at once', async ({ client, assert }) => {
    await db.from('identity.accounts').update({ roles: ['viewer'] })
    const [one, other] = [await staff(client, 'admin'), await staff(client, 'admin')]
    const answers = await Promise.all([
      calls(client, one, other).grant([]),
      calls(client, other, one).grant([]),
    ])
    assert.sameMembers(
      answers.map((answer) => answer.status()),
      [200, 409]
    )
    const left = answers[0]!.status() === 200 ? one : other
    const alone = await client.post('/v1/account/deletion').bearerToken(left.accessToken)
    assert.equal(alone.body().code, 'account.last-admin')
  })
})
