import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import redis from '@adonisjs/redis/services/main'
import { dataDir } from '#config/app'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer, type Viewer } from '#database/factories/viewers'
import { readyWeb, startWeb, type WebProcess } from '#tests/web_process'
import { freePort } from '../../../../bin/role_process.js'

const TWO_STREAMS = { LOG_LEVEL: 'error', STREAM_LIMIT: '2' }

const webAt = (port?: number) => readyWeb(TWO_STREAMS, port)

async function kill({ role }: WebProcess): Promise<void> {
  process.kill(role.pid!, 'SIGKILL')
  await role.exited
}

interface Answer {
  status: number
  body: any
}

/** One request; status 0 when the process did not answer. */
async function call(url: string, token: string, body?: object): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    })
    return { status: response.status, body: await response.json().catch(() => null) }
  } catch {
    return { status: 0, body: null }
  }
}

/** A viewer who watches: positions go up, and what was acknowledged is remembered. */
class Watching {
  acknowledgedSeconds = 0
  refused = 0
  #over = false
  #sequence = 0
  #running: Promise<void> = Promise.resolve()

  constructor(
    readonly who: Viewer,
    readonly titleId: string,
    readonly session: any,
    public url: string
  ) {}

  static async begin(web: WebProcess, titleId: string): Promise<Watching> {
    const who = await viewer()
    const answer = await start(web, who, titleId)
    if (answer.status !== 201) throw new Error(`A start was answered ${answer.status}`)
    const watching = new Watching(who, titleId, answer.body, web.url)
    watching.#running = watching.#run()
    return watching
  }

  async stop(): Promise<void> {
    this.#over = true
    await this.#running
  }

  async beat(): Promise<Answer> {
    const sequence = ++this.#sequence
    const positionSeconds = 40 + sequence / 100
    const answer = await call(this.url + this.session.heartbeat.url, this.session.token, {
      ...{ positionSeconds, elapsedMs: sequence, sequence },
    })
    if (answer.status === 200) this.acknowledgedSeconds = positionSeconds
    else this.refused++
    return answer
  }

  /** The position at which the profile would go on, by a server that is up. */
  async found(web: WebProcess): Promise<number> {
    const url = `${web.url}/v1/profiles/${this.who.profileId}/continue-watching`
    const { body } = await call(url, this.who.token)
    return body?.items?.[0]?.positionSeconds ?? 0
  }

  async #run(): Promise<void> {
    while (!this.#over) {
      const { status } = await this.beat()
      await pause(status === 200 ? 5 : 100)
    }
  }
}

function start(web: WebProcess, who: Viewer, titleId: string): Promise<Answer> {
  const body = { titleId, profileId: who.profileId }
  return call(`${web.url}/v1/playback/sessions`, who.token, body)
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await condition().catch(() => false)) return
    await pause(100)
  }
  throw new Error(`It never came to pass that ${what}`)
}

async function postmasterPid(): Promise<number> {
  const [line = ''] = (await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')
  return Number(line)
}

async function redisPid(): Promise<number> {
  return Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1])
}

const VIEWERS = 12

test.group('kill -9 during play', () => {
  test('of the web process loses no acknowledged heartbeat', async ({ assert, cleanup }) => {
    const { titleId } = await playableFilm()
    let web = await webAt()
    cleanup(async () => void (await web.role.stop()))
    const viewers = await Promise.all(
      Array.from({ length: VIEWERS }, () => Watching.begin(web, titleId))
    )
    for (let round = 0; round < 2; round++) {
      await pause(1000)
      await kill(web)
      web = await webAt(web.port)
      for (const watching of viewers) {
        const { acknowledgedSeconds } = watching
        assert.isAbove(acknowledgedSeconds, 40)
        assert.isAtLeast(await watching.found(web), acknowledgedSeconds - 0.0001)
      }
    }
    await pause(500)
    for (const watching of viewers) {
      await watching.stop()
      assert.equal((await watching.beat()).status, 200)
      assert.equal(await watching.found(web), watching.acknowledgedSeconds)
    }
  })

  test('of PostgreSQL loses no acknowledged heartbeat, and players go on by themselves', async ({
    assert,
    cleanup,
  }) => {
    const { titleId } = await playableFilm()
    const web = await webAt()
    cleanup(async () => void (await web.role.stop()))
    const viewers = await Promise.all(
      Array.from({ length: VIEWERS }, () => Watching.begin(web, titleId))
    )
    await pause(1000)
    const killed = await postmasterPid()
    process.kill(killed, 'SIGKILL')
    await until(async () => (await viewers[0]!.beat()).status === 503, 'heartbeats are refused')
    const acknowledged = viewers.map((watching) => watching.acknowledgedSeconds)
    await until(async () => (await viewers[0]!.beat()).status === 200, 'heartbeats are kept again')
    assert.notEqual(await postmasterPid(), killed)
    for (const [index, watching] of viewers.entries()) {
      assert.isAtLeast(await watching.found(web), acknowledged[index]! - 0.0001)
    }
    for (const watching of viewers) {
      await watching.stop()
      assert.equal((await watching.beat()).status, 200)
      assert.equal(await watching.found(web), watching.acknowledgedSeconds)
    }
    assert.isTrue(web.role.isRunning)
  })

  test('of Redis stops nobody, and the stream limit comes back with it', async ({
    assert,
    cleanup,
  }) => {
    const { titleId } = await playableFilm()
    const web = await webAt()
    cleanup(async () => void (await web.role.stop()))
    const watching = await Watching.begin(web, titleId)
    const { who } = watching
    assert.equal((await start(web, who, titleId)).status, 201)
    assert.equal((await start(web, who, titleId)).status, 409)
    await until(async () => (await redisPid()) > 0, 'Redis answers here')
    const killed = await redisPid()
    process.kill(killed, 'SIGKILL')
    await pause(1500)
    assert.equal((await start(web, await viewer(), titleId)).status, 201)
    await until(async () => (await redisPid()) !== killed, 'Redis is there again')
    await watching.stop()
    assert.equal(watching.refused, 0)

    const other = await viewer()
    await until(async () => {
      const statuses = [1, 2, 3].map(() => start(web, other, titleId))
      return (await Promise.all(statuses)).some(({ status }) => status === 409)
    }, 'the stream limit is kept again')
    assert.equal((await watching.beat()).body.action, 'continue')
  })
})

test.group('Playing', () => {
  test('goes on when Redis never was there', async ({ assert, cleanup }) => {
    const { titleId } = await playableFilm()
    const web = await startWeb({
      ...TWO_STREAMS,
      REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
    })
    cleanup(async () => void (await web.role.stop()))
    const who = await viewer()
    await until(async () => (await start(web, who, titleId)).status === 201, 'a play starts')
    const watching = await Watching.begin(web, titleId)
    await pause(500)
    await watching.stop()
    assert.equal(watching.refused, 0)
    assert.isAbove(watching.acknowledgedSeconds, 40)
  })

  test('keeps the heartbeats in flight when the process is asked to end', async ({ assert }) => {
    const { titleId } = await playableFilm()
    const web = await webAt()
    const viewers = await Promise.all(
      Array.from({ length: VIEWERS }, () => Watching.begin(web, titleId))
    )
    await pause(500)
    assert.equal(await web.role.stop(), 0)
    const next = await webAt(web.port)
    try {
      for (const watching of viewers) {
        await watching.stop()
        assert.isAtLeast(await watching.found(next), watching.acknowledgedSeconds - 0.0001)
      }
    } finally {
      await next.role.stop()
    }
  })
})
