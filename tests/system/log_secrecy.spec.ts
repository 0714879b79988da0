import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { Secret, TOTP } from 'otpauth'
import { codeIn, linkIn, mailTo } from '#tests/captured_mail'

const START_LIMIT_MS = 60_000

/** By which this service is known to a provider. */
const PROVIDER_SECRET = `GOCSPX-${randomBytes(12).toString('hex')}`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** A web process of its own that logs all it can. */
class TalkativeServer {
  readonly #process: ChildProcess
  #log = ''

  constructor(readonly port: number) {
    this.#process = spawn(process.execPath, ['--import=@poppinss/ts-exec', 'bin/server.ts'], {
      cwd: app.makePath(),
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'trace',
        PORT: String(port),
        APP_URL: `http://localhost:${port}`,
        WEB_CONCURRENCY: '1',
        GOOGLE_CLIENT_ID: 'flixflow',
        GOOGLE_CLIENT_SECRET: PROVIDER_SECRET,
      },
    })
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#log += chunk.toString()))
    }
  }

  async ready(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS
    while (Date.now() < deadline && this.#process.exitCode === null) {
      const answer = await this.call('GET', '/v1/openapi.json').catch(() => null)
      if (answer?.status === 200) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`The server did not start:\n${this.#log}`)
  }

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    })
  }

  /** Stops the process and answers all that it wrote. */
  async stop(): Promise<string> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exit = once(this.#process, 'exit')
      this.#process.kill('SIGTERM')
      await exit
    }
    return this.#log
  }
}

/** What this installation keeps secret: the lines of a key count one by one. */
function installationSecrets(): string[] {
  const { APP_KEY, TOKEN_SECRET, MASTER_KEY, EDGE_PRIVATE_KEY, DATABASE_URL, REDIS_URL } =
    process.env
  const keyLines = (EDGE_PRIVATE_KEY ?? '').split('\n').filter((line) => line.length === 64)
  const passwords = [DATABASE_URL, REDIS_URL].map((url) => new URL(url ?? 'none:').password)
  return [APP_KEY, TOKEN_SECRET, MASTER_KEY, ...keyLines, ...passwords].filter(
    (secret): secret is string => Boolean(secret)
  )
}

interface Tokens {
  accessToken: string
  refreshToken: string
}

async function tokensOf(response: Response): Promise<Tokens> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`)
  return (await response.json()) as Tokens
}

function newSecret(): string {
  return randomBytes(12).toString('hex')
}

/** Registers by the code of a mail, then as somebody who has an account, and forgets the password. */
async function register(server: TalkativeServer, who: { email: string; password: string }) {
  const asked = await server.call('POST', '/v1/auth/register', who)
  const { registrationId } = (await asked.json()) as { registrationId: string }
  const mail = await mailTo(who.email, 'code')
  const code = codeIn(mail)
  const confirmed = await server.call('POST', '/v1/auth/register/confirm', {
    ...{ registrationId, code },
    device: { name: 'Web', kind: 'web' },
  })
  await server.call('POST', '/v1/auth/register', who)
  await mailTo(who.email, 'already')
  await server.call('POST', '/v1/auth/password/forgot', { email: who.email })
  const { secrets } = linkIn(await mailTo(who.email, 'password'))
  const wrong = `${secrets.token?.slice(0, -1)}_`
  await server.call('POST', '/v1/auth/password/reset', {
    ...{ resetId: secrets.id, token: wrong, newPassword: who.password },
  })
  // Six digits are in many a number that is no code, so a code counts only where it stands alone.
  const mailed = [`"${code}"`, linkIn(mail).secrets.token ?? '', secrets.token ?? '', wrong]
  return { tokens: await tokensOf(confirmed), mailed }
}

interface Member {
  email: string
  password: string
  device: object
  authorization: string
}

async function jsonOf(response: Promise<Response>): Promise<Record<string, string>> {
  return (await (await response).json()) as Record<string, string>
}

/** Pairs a TV, sets up two factors and uses them, and answers each secret that was used. */
async function logInByOtherWays(server: TalkativeServer, member: Member): Promise<string[]> {
  const { authorization, ...logIn } = member
  const post = (path: string, body?: object) =>
    jsonOf(server.call('POST', path, body, { authorization }))

  const pairing = await post('/v1/auth/device/authorize', { device: logIn.device })
  const { device_code: deviceCode, user_code: userCode } = pairing as { [name: string]: string }
  await server.call('GET', `/pair?code=${userCode}`)
  await post('/v1/auth/device/lookup', { user_code: userCode })
  await post('/v1/auth/device/token', { device_code: deviceCode })

  const fresh = await tokensOf(await server.call('POST', '/v1/auth/login', logIn))
  const asOwner = { authorization: `Bearer ${fresh.accessToken}` }
  const offered = await jsonOf(
    server.call('POST', '/v1/account/passkeys/options', undefined, asOwner)
  )
  const { challenge: passkeyChallenge } = offered.options as unknown as { challenge: string }
  const begun = await jsonOf(server.call('POST', '/v1/account/two-factor', undefined, asOwner))
  const authenticator = new TOTP({ secret: Secret.fromBase32(begun.secret!) })
  const confirmed = await jsonOf(
    server.call(
      'POST',
      '/v1/account/two-factor/confirm',
      { code: authenticator.generate() },
      asOwner
    )
  )
  const recoveryCodes = confirmed.recoveryCodes as unknown as [string, string]
  const { challenge } = await post('/v1/auth/login', logIn)
  const wrong = newSecret()
  const second = { challenge, device: logIn.device }
  await post('/v1/auth/second-factor', { ...second, code: wrong })
  const passed = await tokensOf(
    await server.call('POST', '/v1/auth/second-factor', { ...second, code: recoveryCodes[0] })
  )

  const code = newSecret()
  await server.call('GET', `/auth/google/callback?code=${code}&state=${wrong}`)
  const secrets = [
    ...[deviceCode, userCode, passkeyChallenge, begun.secret, ...recoveryCodes, challenge],
    ...[wrong, code, fresh.accessToken, fresh.refreshToken, passed.refreshToken, PROVIDER_SECRET],
  ]
  // What was never answered would never be found, and prove nothing.
  if (!secrets.every((secret) => typeof secret === 'string' && secret !== '')) {
    throw new Error('A way to log in was not walked to its end')
  }
  return secrets as string[]
}

/** Logs in and out in every way, rightly and wrongly, and answers each secret that was used. */
async function visit(server: TalkativeServer): Promise<string[]> {
  const password = newSecret()
  const logIn = {
    email: `${randomUUID()}@example.com`,
    password,
    device: { name: 'Web', kind: 'web' },
  }
  const { email } = logIn
  const { tokens: first, mailed } = await register(server, { email, password })

  const inCookie = await server.call('POST', '/v1/auth/login', { ...logIn, refreshIn: 'cookie' })
  const [cookie] = inCookie.headers.getSetCookie()[0]!.split(';') as [string]
  const byCookie = await tokensOf(await server.call('POST', '/v1/auth/refresh', {}, { cookie }))

  const { refreshToken } = first
  const second = await tokensOf(await server.call('POST', '/v1/auth/refresh', { refreshToken }))
  const authorization = `Bearer ${second.accessToken}`
  await tokensOf(await server.call('GET', '/v1/account', undefined, { authorization }))
  await server.call('GET', `/v1/account?access_token=${second.accessToken}`)
  await server.call('POST', '/v1/auth/logout', undefined, { authorization })
  await server.call('POST', '/v1/auth/refresh', { refreshToken: second.refreshToken })

  const factors = await logInByOtherWays(server, { ...logIn, authorization })
  const tokens = [first, second, byCookie].flatMap((each) => [each.accessToken, each.refreshToken])
  return [
    password,
    cookie,
    decodeURIComponent(cookie),
    email,
    ...mailed,
    ...factors,
    ...tokens.filter((token) => token !== null),
    ...(await guess(server, logIn)),
  ]
}

/** Tries what is refused: wrong, too short and unreadable passwords, and made-up tokens. */
async function guess(server: TalkativeServer, logIn: { email: string }): Promise<string[]> {
  const [wrong, unreadable, token, signature] = Array.from({ length: 4 }, newSecret) as [
    string,
    string,
    string,
    string,
  ]
  const short = newSecret().slice(0, 9)
  await server.call('POST', '/v1/auth/login', { ...logIn, password: wrong })
  await server.call('POST', '/v1/auth/login', `{"password":${unreadable}}`)
  await server.call('POST', '/v1/auth/register', { email: logIn.email, password: short })
  await server.call('GET', '/v1/account', undefined, { authorization: `Bearer ${token}` })
  await server.call('GET', `/edge/nothing?Policy=${token}&Signature=${signature}`)
  return [wrong, unreadable, token, signature, short]
}

test.group('The log', () => {
  test('holds no address, password, code, token or key, even at its most talkative', async ({
    assert,
    cleanup,
  }) => {
    const server = new TalkativeServer(await freePort())
    cleanup(() => void server.stop())
    await server.ready()
    const secrets = [...(await visit(server)), ...installationSecrets()]
    const log = await server.stop()

    assert.include(log, 'auth.wrong-credentials')
    const found = secrets.filter((secret) => log.includes(secret))
    assert.deepEqual(found, [], log)
  }).timeout(120_000)
})
