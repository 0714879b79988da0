import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import { startWeb } from '#tests/web_process'
import { EmbeddedSandbox } from '../support/embedded_sandbox.js'
import { waitUntilReady } from '../../../../bin/role_process.js'

async function until(condition: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await condition()) return
    await pause(50)
  }
  throw new Error(`It never came to pass that ${what}`)
}

/** Node's cluster may hand a connection to a process that is just dying, so no call waits forever. */
const answers = (url: string) =>
  fetch(`${url}/health/live`, { signal: AbortSignal.timeout(1_000) }).then(
    (response) => response.ok,
    () => false
  )

async function openSocket(port: number): Promise<{ socket: Socket; received: () => string }> {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.on('data', (chunk) => (received += chunk.toString()))
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('connect', resolve))
  return { socket, received: () => received }
}

const BODY = JSON.stringify({ email: 'nobody@example.com' })
const POST = `POST /v1/auth/login HTTP/1.1\r\nHost: flixflow\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n`

async function childrenOf(pid: number): Promise<number[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return list.trim().split(' ').filter(Boolean).map(Number)
}

test.group('A web process', (group) => {
  group.tap((one) => one.timeout(60_000))

  test('on an empty data folder brings its services and its schema, and viewers can register', async ({
    assert,
    cleanup,
  }) => {
    const sandbox = await EmbeddedSandbox.open()
    cleanup(() => sandbox.close())
    const nothing = { DATABASE_URL: undefined, REDIS_URL: undefined }
    const web = await startWeb({ ...nothing, DATA_DIR: sandbox.dataDir })
    cleanup(() => web.role.stop().then(() => undefined))
    await waitUntilReady(web.role, web.url)

    const { status } = await fetch(`${web.url}/v1/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'first@example.com', password: 'correct horse battery' }),
    })
    assert.equal(status, 202)
  })

  test('finishes what is in flight on SIGTERM, takes nothing new, and exits with 0', async ({
    assert,
    cleanup,
  }) => {
    const web = await startWeb()
    cleanup(() => void web.role.stop(0))
    await waitUntilReady(web.role, web.url)
    const slow = await openSocket(web.port)
    slow.socket.write(POST + BODY.slice(0, 5))
    const probe = await openSocket(web.port)
    probe.socket.write('GET /health/ready HTTP/1.1\r\nHost: flixflow\r\n')
    await pause(200)

    process.kill(web.role.pid!, 'SIGTERM')
    await until(() => web.role.outputTail.includes('Draining'), 'it drains')
    await until(async () => !(await answers(web.url)), 'it takes no new connection')
    probe.socket.write('\r\n')
    await until(() => probe.received().includes('draining'), 'readiness says that it drains')
    assert.match(probe.received(), /^HTTP\/1\.1 503 /)
    assert.isTrue(web.role.isRunning)

    slow.socket.write(BODY.slice(5))
    assert.equal(await web.role.exited, 0)
    assert.match(slow.received(), /^HTTP\/1\.1 4\d\d /)
    assert.match(slow.received(), /\r\nconnection: close\r\n/i)
  })

  test('cuts a request that outlasts the bound, and still exits with 0', async ({
    assert,
    cleanup,
  }) => {
    const web = await startWeb({ DRAIN_MS: '300' })
    cleanup(() => void web.role.stop(0))
    await waitUntilReady(web.role, web.url)
    const stuck = await openSocket(web.port)
    stuck.socket.write(POST)
    await pause(100)
    // Past its grace a role is killed, which is no exit code.
    assert.equal(await web.role.stop(10_000), 0)
  })

  test('says degraded while Redis is down, as playing works, and down without PostgreSQL', async ({
    assert,
    cleanup,
  }) => {
    const [noRedis, noPostgres] = await Promise.all([
      startWeb({ REDIS_URL: 'redis://127.0.0.1:1' }),
      startWeb({ DATABASE_URL: 'postgres://flixflow@127.0.0.1:1/flixflow' }),
    ])
    cleanup(async () => {
      await Promise.all([noRedis.role.stop(), noPostgres.role.stop()])
    })
    await waitUntilReady(noRedis.role, noRedis.url)
    await until(() => answers(noPostgres.url), 'it lives')

    const degraded = await fetch(`${noRedis.url}/health/ready`)
    const report = (await degraded.json()) as { status: string; parts: Record<string, object> }
    assert.equal(degraded.status, 200)
    assert.equal(report.status, 'degraded')
    assert.containsSubset(report.parts, { redis: { status: 'down' }, postgres: { status: 'ok' } })

    const down = await fetch(`${noPostgres.url}/health/ready`)
    assert.equal(down.status, 503)
    assert.containsSubset(await down.json(), {
      status: 'down',
      parts: { postgres: { status: 'down' } },
    })
  })

  test('writes one line per request, with no secret in it', async ({ assert, cleanup }) => {
    const web = await startWeb()
    cleanup(() => void web.role.stop(0))
    await waitUntilReady(web.role, web.url)
    const url = `${web.url}/v1/titles?Signature=hidden-signature&limit=nonsense`
    const response = await fetch(url, {
      headers: { 'authorization': 'Bearer hidden-token', 'x-request-id': 'test-request-0001' },
    })
    assert.equal(response.headers.get('x-request-id'), 'test-request-0001')
    const isLogged = () => web.role.outputTail.includes('test-request-0001')
    await until(isLogged, 'the request is logged')
    await pause(100)
    const lines = web.role.outputTail
      .split('\n')
      .filter((line) => line.includes('test-request-0001'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    assert.lengthOf(lines, 1)
    assert.containsSubset(lines[0], { method: 'GET', route: '/v1/titles', status: 401 })
    assert.isNumber(lines[0]?.ms)
    assert.notInclude(web.role.outputTail, 'hidden')
  })
})

test.group('A web cluster', (group) => {
  group.tap((one) => one.timeout(60_000))

  test('counts as one, replaces a process that dies, and drains to 0', async ({
    assert,
    cleanup,
  }) => {
    const web = await startWeb({ WEB_CONCURRENCY: '2' })
    cleanup(() => void web.role.stop(0))
    const workers = () => childrenOf(web.role.pid!)
    await waitUntilReady(web.role, web.url)
    await until(async () => (await workers()).length === 2, 'two processes run')

    const requests = 12
    for (let i = 0; i < requests; i++) {
      await fetch(`${web.url}/docs`, { headers: { connection: 'close' } })
    }
    const metrics = await (await fetch(`${web.url}/metrics`)).text()
    const counted =
      /flixflow_http_request_duration_seconds_count\{[^}]*route="\/docs"[^}]*\} (\d+)/.exec(metrics)
    assert.equal(Number(counted?.[1]), requests)

    const [victim] = await workers()
    process.kill(victim!, 'SIGKILL')
    await until(() => answers(web.url), 'the other one answers')
    await until(async () => {
      const now = await workers()
      return now.length === 2 && !now.includes(victim!)
    }, 'the dead process is replaced')

    const left = await workers()
    assert.equal(await web.role.stop(), 0)
    for (const pid of left) assert.throws(() => process.kill(pid, 0))
  })
})
