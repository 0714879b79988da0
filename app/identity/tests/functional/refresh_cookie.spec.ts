import type { ApiClient, ApiResponse } from '@japa/api-client'
import { test } from '@japa/runner'
import { appUrl } from '#config/app'
import { PASSWORD, register, registerAs, TV } from '../support/viewers.js'

function setCookieOf(response: ApiResponse): string {
  const [cookie] = response.header('set-cookie') as unknown as string[]
  return cookie as string
}

async function logInByCookie(client: ApiClient) {
  const { email } = await register(client)
  const response = await client
    .post('/v1/auth/login')
    .json({ email, password: PASSWORD, device: TV, refreshIn: 'cookie' })
  response.assertStatus(200)
  return { response, cookie: setCookieOf(response).split(';')[0] as string }
}

test.group('The refresh cookie', () => {
  test('is out of reach of scripts, other sites and other routes', async ({ client, assert }) => {
    const { response, cookie } = await logInByCookie(client)
    assert.isNull(response.body().refreshToken)
    const attributes = setCookieOf(response).split('; ')
    assert.includeMembers(attributes, ['HttpOnly', 'SameSite=Strict', 'Path=/v1/auth'])
    assert.notInclude(cookie, 'ffr_')
  })

  test('refreshes a web page, rotates, and never puts the token in the body', async ({
    client,
    assert,
  }) => {
    const { cookie } = await logInByCookie(client)
    const response = await client.post('/v1/auth/refresh').header('cookie', cookie).json({})
    response.assertStatus(200)
    assert.isNull(response.body().refreshToken)
    assert.notEqual(setCookieOf(response).split(';')[0], cookie)
  })

  test('can be had when registering', async ({ client, assert }) => {
    const email = `cookie-${Date.now()}@example.com`
    const response = await registerAs(client, { email, password: PASSWORD, refreshIn: 'cookie' })
    assert.isNull(response.body().refreshToken)
    assert.include(setCookieOf(response), 'flixflow_refresh=')
  })

  test('works from our own origin')
    .with([() => new URL(appUrl).origin, () => `http://${process.env.HOST}:${process.env.PORT}`])
    .run(async ({ client }, origin) => {
      const { cookie } = await logInByCookie(client)
      const response = await client
        .post('/v1/auth/refresh')
        .header('cookie', cookie)
        .header('origin', origin())
        .json({})
      response.assertStatus(200)
    })

  test('is refused from {$self}')
    .with(['https://evil.example', 'null', 'http://localhost:1', 'not an origin'])
    .run(async ({ client, assert }, origin) => {
      const { cookie } = await logInByCookie(client)
      const response = await client
        .post('/v1/auth/refresh')
        .header('cookie', cookie)
        .header('origin', origin)
        .json({})
      response.assertStatus(403)
      assert.equal(response.body().code, 'auth.origin-refused')
      const afterwards = await client.post('/v1/auth/refresh').header('cookie', cookie).json({})
      afterwards.assertStatus(200)
    })

  test('is not given to a page of another origin that logs a visitor in', async ({
    client,
    assert,
  }) => {
    const { email } = await register(client)
    const response = await client
      .post('/v1/auth/login')
      .header('origin', 'https://evil.example')
      .json({ email, password: PASSWORD, device: TV, refreshIn: 'cookie' })
    response.assertStatus(403)
    assert.isUndefined(response.header('set-cookie'))
  })

  test('is refused when altered, and none is refused too', async ({ client, assert }) => {
    const { cookie } = await logInByCookie(client)
    const altered = `${cookie.slice(0, -4)}AAAA`
    const response = await client.post('/v1/auth/refresh').header('cookie', altered).json({})
    assert.equal(response.body().code, 'auth.refresh-invalid')
    const none = await client.post('/v1/auth/refresh')
    assert.equal(none.body().code, 'auth.refresh-invalid')
  })

  test('is taken away by logging out, and when it is of no more use', async ({
    client,
    assert,
  }) => {
    const { response, cookie } = await logInByCookie(client)
    const loggedOut = await client.post('/v1/auth/logout').bearerToken(response.body().accessToken)
    loggedOut.assertStatus(204)
    assert.match(setCookieOf(loggedOut), /^flixflow_refresh=;.*Max-Age=0/)
    const refused = await client.post('/v1/auth/refresh').header('cookie', cookie).json({})
    assert.equal(refused.body().code, 'auth.refresh-ended')
    assert.match(setCookieOf(refused), /^flixflow_refresh=;.*Max-Age=0/)
  })
})
