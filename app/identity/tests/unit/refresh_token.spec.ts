import { test } from '@japa/runner'
import { hashOf, isRefreshToken, newRefreshToken, successorOf } from '../../refresh_token.js'

test.group('Refresh tokens', () => {
  test('are random, and each has one successor of the same form', ({ assert }) => {
    const token = newRefreshToken()
    assert.notEqual(token, newRefreshToken())
    const successor = successorOf(token)
    assert.equal(successor, successorOf(token))
    assert.notEqual(successor, token)
    assert.isTrue(isRefreshToken(token))
    assert.isTrue(isRefreshToken(successor))
  })

  test('are kept as a hash that differs for each', ({ assert }) => {
    const token = newRefreshToken()
    assert.lengthOf(hashOf(token), 32)
    assert.notDeepEqual(hashOf(token), hashOf(successorOf(token)))
  })
})
