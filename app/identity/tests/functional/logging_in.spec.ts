import hash from '@adonisjs/core/services/hash'
import redis from '@adonisjs/redis/services/main'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import {
  cookieOf,
  newAddress,
  newEmail,
  PASSWORD,
  register,
  registerAs,
  TV,
} from '../support/viewers.js'

function attempt(client: ApiClient, email: string, password: string, address = newAddress()) {
  return client
    .post('/v1/auth/login')
    .header('x-forwarded-for', address)
    .json({ email, password, device: TV })
}

test.group('Logging in', () => {
  test('I can log in on another device, whatever the case of my e-mail', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const response = await attempt(client, viewer.email.toUpperCase(), PASSWORD)
    response.assertStatus(200)
    assert.equal(response.body().account.id, viewer.accountId)
    assert.notEqual(response.body().device.id, viewer.deviceId)
  })

  test('a password is the same however its letters are composed', async ({ client }) => {
    const email = newEmail()
    await registerAs(client, { email, password: 'cafe\u0301 on the corner' })
    const response = await attempt(client, email, 'caf\u00e9 on the corner')
    response.assertStatus(200)
  })

  test('an unknown e-mail and a wrong password get the same answer after the same work', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { email } = await register(client)
    const verify = hash.verify.bind(hash)
    let verifications = 0
    hash.verify = (...args) => {
      verifications += 1
      return verify(...args)
    }
    cleanup(() => {
      hash.verify = verify
    })

    const wrong = await attempt(client, email, 'not the password')
    assert.equal(verifications, 1)
    const unknown = await attempt(client, newEmail(), 'not the password')
    assert.equal(verifications, 2)

    wrong.assertStatus(401)
    unknown.assertStatus(401)
    const { instance: one, ...wrongBody } = wrong.body()
    const { instance: other, ...unknownBody } = unknown.body()
    assert.notEqual(one, other)
    assert.deepEqual(wrongBody, unknownBody)
    assert.equal(wrongBody.code, 'auth.wrong-credentials')
  })
})

test.group('Guessing passwords', () => {
  test('after ten wrong guesses I am asked to wait, and no one else is', async ({
    client,
    assert,
  }) => {
    const { email } = await register(client)
    const address = newAddress()
    for (let guess = 0; guess < 10; guess += 1) {
      const response = await attempt(client, email, 'not the password', address)
      response.assertStatus(401)
    }
    const refused = await attempt(client, email.toUpperCase(), PASSWORD, address)
    refused.assertStatus(429)
    assert.equal(refused.body().code, 'auth.too-many-guesses')
    assert.isAbove(Number(refused.header('retry-after')), 0)

    const fromElsewhere = await attempt(client, email, PASSWORD)
    fromElsewhere.assertStatus(200)
    const neighbour = await register(client)
    const sameAddress = await attempt(client, neighbour.email, PASSWORD, address)
    sameAddress.assertStatus(200)
  })

  test('the right password clears the count', async ({ client }) => {
    const { email } = await register(client)
    const address = newAddress()
    for (let round = 0; round < 2; round += 1) {
      for (let guess = 0; guess < 6; guess += 1) {
        await attempt(client, email, 'not the password', address)
      }
      const response = await attempt(client, email, PASSWORD, address)
      response.assertStatus(200)
    }
  })

  test('guesses made at once are all counted', async ({ client, assert }) => {
    const { email } = await register(client)
    const address = newAddress()
    const responses = await Promise.all(
      Array.from({ length: 25 }, () => attempt(client, email, 'not the password', address))
    )
    const answered = responses.filter((response) => response.status() === 401)
    assert.lengthOf(answered, 10)
  })

  test('one address cannot try one password on everybody', async ({ client, assert }) => {
    const address = newAddress()
    const statuses: number[] = []
    for (let batch = 0; batch < 5; batch += 1) {
      const responses = await Promise.all(
        Array.from({ length: 20 }, () => attempt(client, newEmail(), 'password123', address))
      )
      statuses.push(...responses.map((response) => response.status()))
    }
    assert.deepEqual(new Set(statuses), new Set([401]))
    const refused = await attempt(client, newEmail(), 'password123', address)
    refused.assertStatus(429)
  }).timeout(60_000)
})

test.group('Guessing from everywhere', () => {
  /** Wrong guesses, each from a network of its own. */
  async function guessFromEverywhere(client: ApiClient, email: string, guesses: number) {
    const statuses: number[] = []
    for (let done = 0; done < guesses; done += 20) {
      const responses = await Promise.all(
        Array.from({ length: 20 }, () => attempt(client, email, 'not the password'))
      )
      statuses.push(...responses.map((response) => response.status()))
    }
    return statuses
  }

  test('strangers come to wait, and I log in all the same where I did before', async ({
    client,
    assert,
  }) => {
    const { email } = await register(client)
    const mine = await attempt(client, email, PASSWORD)
    const cookie = cookieOf(mine, 'flixflow_known')

    const statuses = await guessFromEverywhere(client, email, 120)
    assert.deepEqual(statuses, [...Array<number>(100).fill(401), ...Array<number>(20).fill(429)])
    const stranger = await attempt(client, email, PASSWORD)
    stranger.assertStatus(429)

    const again = await attempt(client, email, PASSWORD).header('cookie', cookie)
    again.assertStatus(200)
  }).timeout(60_000)

  test('a known device guesses no more often than a stranger, wherever it goes', async ({
    client,
    assert,
  }) => {
    const { email } = await register(client)
    const cookie = cookieOf(await attempt(client, email, PASSWORD), 'flixflow_known')
    const statuses: number[] = []
    for (let guess = 0; guess < 11; guess += 1) {
      const response = await attempt(client, email, 'not the password').header('cookie', cookie)
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array<number>(10).fill(401), 429])
  })

  test('a device known to one account is a stranger to another', async ({ client }) => {
    const own = await register(client)
    const cookie = cookieOf(await attempt(client, own.email, PASSWORD), 'flixflow_known')
    const { email } = await register(client)
    await guessFromEverywhere(client, email, 100)
    const response = await attempt(client, email, PASSWORD).header('cookie', cookie)
    response.assertStatus(429)
  }).timeout(60_000)
})

test.group('Logging in without Redis', (group) => {
  group.setup(() => {
    const connection = redis.connection('main').ioConnection
    connection.disconnect()
    return () => connection.connect()
  })

  test('I can log in, and guessing stays limited', async ({ client, assert }) => {
    const { email } = await register(client)
    const address = newAddress()
    const right = await attempt(client, email, PASSWORD, address)
    right.assertStatus(200)
    const statuses: number[] = []
    for (let guess = 0; guess < 11; guess += 1) {
      const response = await attempt(client, email, 'not the password', address)
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array<number>(10).fill(401), 429])
  })
})
