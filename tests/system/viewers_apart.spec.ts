import { ok } from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import pLimit from 'p-limit'
import viewingConfig from '#config/viewing'
import { allEndpoints } from '#core/http/endpoint'
import { CreateAccount } from '#identity'
import { playableFilm, playableShow } from '#database/factories/playable_titles'

/** A profile that is logged in on a device, of an account with two. */
interface Watcher {
  token: string
  profileId: string
}

/** A question, and what it is answered when nobody else asks anything. */
interface Question {
  watcher: Watcher
  address: string
  alone: Answer
}

interface Answer {
  status: number
  body: string
  tag: string | null
}

const ACCOUNTS = 8
const PARALLEL_REQUESTS = 2000
const IN_FLIGHT = 250
const MATURITIES = [18, 12, 16, 6]
const LANGUAGES = ['en', 'de', 'fr', 'pt-BR']
const PASSWORD = 'correct horse battery'
const SERVER = `http://${process.env.HOST}:${process.env.PORT}`

/** Words that viewers search by: query fields of these names are filled. */
const WORDS: Record<string, string> = { q: 'buck', query: 'buck', text: 'buck' }

async function send(method: string, path: string, token: string | null, body?: object) {
  const response = await fetch(`${SERVER}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: body && JSON.stringify(body),
  })
  const answer = response.status === 204 ? null : ((await response.json()) as any)
  ok(response.ok, `${method} ${path}: ${JSON.stringify(answer)}`)
  return answer
}

/** Makes an account whose two profiles differ from all others in all that an answer may hold. */
async function register(number: number): Promise<Watcher[]> {
  const credentials = {
    ...{ email: `${randomUUID()}@example.com`, password: PASSWORD },
    device: { name: `Phone of account ${number}`, kind: 'phone' },
  }
  const createAccount = await app.container.make(CreateAccount)
  await createAccount.handle({ email: credentials.email, password: PASSWORD })
  const { accessToken, profiles } = await send('POST', '/v1/auth/login', null, credentials)
  const like = (index: number) => ({
    name: `Watcher ${number}-${index}`,
    language: LANGUAGES[(number + index) % LANGUAGES.length],
    maturityLimit: MATURITIES[(number + index) % MATURITIES.length],
  })
  await send('PATCH', `/v1/profiles/${profiles[0].id}`, accessToken, like(0))
  await send('POST', '/v1/profiles', accessToken, like(1))
  const again = await send('POST', '/v1/auth/login', null, credentials)
  return again.profiles.map(({ id }: { id: string }) => ({
    token: again.accessToken,
    profileId: id,
  }))
}

/** Watches a part of some titles, each watcher another part of others. */
async function watch(watcher: Watcher, titleIds: string[], number: number): Promise<void> {
  for (const [index, titleId] of titleIds.entries()) {
    if ((number + index) % 3 === 0) continue
    const start = { titleId, profileId: watcher.profileId }
    const play = await fetch(`${SERVER}/v1/playback/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'authorization': `Bearer ${watcher.token}` },
      body: JSON.stringify(start),
    })
    if (play.status !== 201) continue
    const session = (await play.json()) as any
    await send('POST', `/v1/playback/sessions/${session.id}/end`, session.token, {
      ...{ positionSeconds: 40 + number * 17 + index, elapsedMs: 0, sequence: 1 },
    })
  }
}

/** Every address that a viewer may read and whose ids are known here, for one watcher. */
function addressesFor({ profileId }: Watcher, titleIds: string[]): string[] {
  const readable = allEndpoints().filter(
    ({ method, spec }) =>
      method === 'GET' &&
      (spec.access === 'profile' || spec.access === 'account') &&
      !spec.produces?.includes('text/event-stream')
  )
  return readable.flatMap(({ pattern, spec }) => {
    const paths = (pattern.includes(':titleId') ? titleIds : ['']).map((titleId) =>
      pattern.replace(':profileId', profileId).replace(':titleId', titleId)
    )
    const fields = Object.keys(spec.query?.toJSONSchema().properties ?? {})
    const known = new URLSearchParams(
      fields.flatMap((field) => {
        const value = field === 'profileId' ? profileId : WORDS[field]
        return value ? [[field, value] as [string, string]] : []
      })
    )
    return paths.filter((path) => !path.includes(':')).map((path) => `${path}?${known}`)
  })
}

async function ask(watcher: Watcher, address: string, knownTag?: string | null): Promise<Answer> {
  const response = await fetch(`${SERVER}${address}`, {
    headers: {
      authorization: `Bearer ${watcher.token}`,
      ...(knownTag ? { 'if-none-match': knownTag } : {}),
    },
  })
  // The id of a request is its own.
  const body = (await response.text()).replace(/"instance":"[^"]+"/, '')
  return { status: response.status, body, tag: response.headers.get('etag') }
}

/** Numbers from 0 to 1 that are the same in each run. */
function dice(): () => number {
  let thrown = 0
  return () => createHash('sha1').update(`${thrown++}`).digest().readUInt32BE() / 2 ** 32
}

test.group('Answers of many viewers at once', () => {
  test('are those that each would get alone', async ({ assert, cleanup }) => {
    // A home from which a rail was left out, as the machine is busy, is nobody else's home either.
    const { homePatienceMs } = viewingConfig
    viewingConfig.homePatienceMs = 60_000
    cleanup(() => void (viewingConfig.homePatienceMs = homePatienceMs))
    const titleIds: string[] = []
    for (const [index, maturity] of [0, 6, 9, 12, 14, 16, 18].entries()) {
      const { titleId } = await playableFilm({ name: `Buck of ${index}`, maturity })
      titleIds.push(titleId)
    }
    titleIds.push((await playableShow(3)).titleId)
    const watchers: Watcher[] = []
    for (let number = 0; number < ACCOUNTS; number++) watchers.push(...(await register(number)))
    for (const [number, watcher] of watchers.entries()) await watch(watcher, titleIds, number)

    const questions: Question[] = []
    for (const [number, watcher] of watchers.entries()) {
      const others = addressesFor(watchers[(number + 3) % watchers.length]!, titleIds)
      for (const address of [...addressesFor(watcher, titleIds), ...others]) {
        questions.push({ watcher, address, alone: await ask(watcher, address) })
      }
    }
    const statuses = new Set(questions.map(({ alone }) => alone.status))
    assert.deepEqual([...statuses].sort(), [200, 404])
    const homes = questions.filter(({ address, alone }) => {
      return address.includes('/home') && alone.status === 200
    })
    assert.lengthOf(new Set(homes.map(({ alone }) => alone.body)), watchers.length)

    const die = dice()
    const pick = () => questions[Math.floor(die() * questions.length)]!
    const limit = pLimit(IN_FLIGHT)
    const mixed = Array.from({ length: PARALLEL_REQUESTS }, () => {
      const question = pick()
      // Some hold what another viewer was answered at the same kind of address.
      const foreign = die() < 0.3 ? pick().alone : null
      return { question, foreign }
    })
    const wrong = await Promise.all(
      mixed.map(({ question, foreign }) =>
        limit(async () => {
          const { watcher, address, alone } = question
          const answer = await ask(watcher, address, foreign?.tag)
          const same = answer.status === 304 ? foreign!.body === alone.body : isSame(answer, alone)
          return same ? [] : [`${address}\n  alone ${alone.body}\n  among others ${answer.body}`]
        })
      )
    )
    assert.deepEqual(wrong.flat().slice(0, 3), [])
  }).timeout(240_000)
})

function isSame(a: Answer, b: Answer): boolean {
  return a.status === b.status && a.body === b.body
}
