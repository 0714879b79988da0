import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { mailTo } from '#tests/captured_mail'
import { add, addPasskey, creationOptions } from '../support/passkeys.js'
import { SoftwareAuthenticator } from '../support/software_authenticator.js'
import { AuthenticatorApp, turnOnTwoFactor } from '../support/two_factor.js'
import { logIn, PASSWORD, register, TV, type Viewer } from '../support/viewers.js'
import type { ApiClient } from '@japa/api-client'

/** The owner ends a thief's device, whose access token lives on for minutes. */
async function throwOut(client: ApiClient, owner: Viewer, thief: Viewer) {
  const response = await client
    .delete(`/v1/devices/${thief.deviceId}`)
    .bearerToken(owner.accessToken)
  response.assertStatus(204)
}

test.group('A thief who was thrown out', (group) => {
  group.each.setup(() => {
    clock.freeze()
    return () => clock.restore()
  })

  test('cannot leave a passkey behind', async ({ client, assert }) => {
    const owner = await register(client)
    const thief = await logIn(client, owner.email)
    const options = await creationOptions(client, thief)
    await throwOut(client, owner, thief)
    const refused = await add(client, thief, new SoftwareAuthenticator().register(options))
    refused.assertStatus(401)
    assert.equal(refused.body().code, 'auth.refresh-ended')
  })

  test('cannot lock the owner out by two-factor log-in', async ({ client }) => {
    const owner = await register(client)
    const thief = await logIn(client, owner.email)
    const begun = await client.post('/v1/account/two-factor').bearerToken(thief.accessToken)
    begun.assertStatus(201)
    await throwOut(client, owner, thief)
    const confirmed = await client
      .post('/v1/account/two-factor/confirm')
      .bearerToken(thief.accessToken)
      .json({ code: new AuthenticatorApp(begun.body().secret).code() })
    confirmed.assertStatus(401)
    await logIn(client, owner.email)
  })

  test('gets no recovery codes', async ({ client }) => {
    const owner = await register(client)
    const thief = await logIn(client, owner.email)
    await turnOnTwoFactor(client, owner)
    await throwOut(client, owner, thief)
    const renewed = await client
      .post('/v1/account/two-factor/recovery-codes')
      .bearerToken(thief.accessToken)
    renewed.assertStatus(401)
  })

  test('lets no device in, nor does an approval from before', async ({ client, assert }) => {
    const owner = await register(client)
    const thief = await logIn(client, owner.email)
    const pair = async (decideFirst: boolean) => {
      const asked = await client.post('/v1/auth/device/authorize').json({ device: TV })
      const { device_code: deviceCode, user_code: userCode } = asked.body()
      const say = (does: string) =>
        client
          .post(`/v1/auth/device/${does}`)
          .bearerToken(thief.accessToken)
          .json({ user_code: userCode })
      const looked = await say('lookup')
      looked.assertStatus(200)
      if (decideFirst) (await say('approve')).assertStatus(204)
      return {
        approve: () => say('approve'),
        poll: () => client.post('/v1/auth/device/token').json({ device_code: deviceCode }),
      }
    }
    const before = await pair(true)
    const after = await pair(false)
    await throwOut(client, owner, thief)

    const approved = await after.approve()
    approved.assertStatus(401)
    const polled = await before.poll()
    polled.assertStatus(400)
    assert.equal(polled.body().code, 'access_denied')
  })
})

test.group('The owner of an account', (group) => {
  group.each.setup(() => {
    clock.freeze()
    return () => clock.restore()
  })

  test('is told by mail of each other way to log in', async ({ client, assert }) => {
    const owner = await register(client)
    await addPasskey(client, owner)
    await turnOnTwoFactor(client, owner)
    const off = await client
      .post('/v1/account/two-factor/off')
      .bearerToken(owner.accessToken)
      .json({ password: PASSWORD })
    off.assertStatus(204)
    for (const about of ['A passkey was added', 'turned on', 'turned off']) {
      const mail = await mailTo(owner.email, about)
      assert.include(mail.text, '/account#security')
    }
  })
})
