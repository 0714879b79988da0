import { test } from '@japa/runner'

test.group('Health and metrics', () => {
  test('a process that runs is live', async ({ client }) => {
    const response = await client.get('/health/live')
    response.assertStatus(200)
    response.assertBody({ status: 'ok' })
  })

  test('readiness tells an operator about each part', async ({ client, assert }) => {
    const response = await client.get('/health/ready')
    response.assertStatus(200)
    const { parts } = response.body()
    assert.sameMembers(Object.keys(parts), ['postgres', 'redis', 'disk', 'queues'])
    assert.equal(parts.postgres.status, 'ok')
    assert.isNumber(parts.postgres.latencyMs)
    assert.isAbove(parts.disk.freeBytes, 0)
  })

  test('others learn whether it is ready, and nothing more', async ({ client, assert }) => {
    const elsewhere = { 'x-forwarded-for': '203.0.113.9' }
    const ready = await client.get('/health/ready').headers(elsewhere)
    ready.assertStatus(200)
    assert.deepEqual(Object.keys(ready.body()), ['status'])
    const metrics = await client.get('/metrics').headers(elsewhere)
    metrics.assertStatus(403)
    const guess = await client.get('/metrics').headers(elsewhere).bearerToken('guess')
    guess.assertStatus(403)
  })

  test('metrics count requests by the pattern of their route', async ({ client, assert }) => {
    await client.get('/v1/titles/0192c000-0000-7000-8000-000000000000')
    const metrics = await client.get('/metrics')
    metrics.assertStatus(200)
    const text = metrics.text()
    assert.match(text, /request_duration_seconds_count\{[^}]*route="\/v1\/titles\/:titleId"/)
    assert.notInclude(text, '0192c000')
    for (const name of [
      'nodejs_eventloop_lag_p99_seconds',
      'flixflow_database_connections',
      'flixflow_queue_jobs',
      'flixflow_play_starts_total',
    ]) {
      assert.include(text, name)
    }
  })

  for (const [what, offered] of [
    ['with spaces', 'two words here'],
    ['too long', 'x'.repeat(65)],
    ['too short', 'abc'],
    ['that could forge a log line', 'id","level":60'],
  ] as const) {
    test(`a request id ${what} is replaced`, async ({ client, assert }) => {
      const response = await client.get('/health/live').header('x-request-id', offered)
      assert.match(response.header('x-request-id')!, /^[0-9a-f-]{36}$/)
    })
  }

  test('a sane request id comes back, and names a problem', async ({ client, assert }) => {
    const response = await client.get('/v1/titles').header('x-request-id', 'edge-7f3a.0001')
    assert.equal(response.header('x-request-id'), 'edge-7f3a.0001')
    assert.equal(response.body().instance, 'urn:request:edge-7f3a.0001')
  })
})
