import { createHash, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSigner, createVerifier, createDecoder } from 'fast-jwt'
import { appUrl } from '#config/app'
import { clock } from '#core/clock'
import type { ProviderAddresses, ProviderName } from '../../sign_in/openid_driver.js'
import type { SignInSettings } from '../../sign_in/sign_in_providers.js'

const CLIENT = { google: 'flixflow.apps.googleusercontent.com', apple: 'tv.flixflow.web' }
const GOOGLE_SECRET = 'GOCSPX-0123456789abcdefghijklmnop'
const APPLE_TEAM = 'TEAM123456'
const APPLE_KEY = 'KEY1234567'
/** Six months: the longest life of a client secret (developer.apple.com, "Creating a client secret"). */
const LONGEST_APPLE_SECRET_SECONDS = 15_777_000

/** Parameters of the authorization request as the vendors document them: required ones, and allowed ones. */
const AUTHORIZE_FIELDS = {
  google: {
    required: ['client_id', 'response_type', 'scope', 'redirect_uri', 'state', 'nonce'],
    allowed: [
      'code_challenge',
      'code_challenge_method',
      'prompt',
      'access_type',
      'login_hint',
      'hd',
    ],
  },
  apple: {
    required: ['client_id', 'redirect_uri', 'response_type', 'response_mode', 'scope', 'state'],
    allowed: ['nonce'],
  },
}

/** Fields of the token request, likewise. */
const TOKEN_FIELDS = {
  google: {
    required: ['code', 'client_id', 'client_secret', 'redirect_uri', 'grant_type'],
    allowed: ['code_verifier'],
  },
  apple: {
    required: ['client_id', 'client_secret', 'code', 'grant_type', 'redirect_uri'],
    allowed: [],
  },
}

export interface Person {
  sub: string
  email?: string
  email_verified?: boolean | string
  name?: string
}

/** What this provider, or somebody in its place, puts into an ID token otherwise. */
export interface Forgery {
  claims?: Record<string, unknown>
  /** Signs with a key that the provider does not publish. */
  key?: KeyObject
  keyId?: string
  unsigned?: boolean
}

interface Grant {
  clientId: string
  redirectUri: string
  nonce: string
  codeChallenge: string | null
}

/**
 * Google or Apple on this machine, with their authorization, token and key endpoints. Each request
 * is held against what the vendor documents; what differs is refused and kept in `violations`.
 */
export class FakeProvider {
  readonly violations: string[] = []
  person: Person = { sub: randomBytes(8).toString('hex') }
  forgery: Forgery = {}
  keyRequests = 0
  readonly #grants = new Map<string, Grant>()
  #keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  #keyId = randomBytes(4).toString('hex')
  readonly #clientKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: Error) => {
      this.violations.push(error.message)
      response.writeHead(400, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: 'invalid_request', error_description: error.message }))
    })
  })

  constructor(readonly name: ProviderName) {}

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  get issuer(): string {
    return this.name === 'google' ? 'https://accounts.google.com' : 'https://appleid.apple.com'
  }

  get addresses(): ProviderAddresses {
    const { port } = this.#server.address() as AddressInfo
    const base = `http://127.0.0.1:${port}`
    return {
      authorize: `${base}/authorize`,
      token: `${base}/token`,
      keys: `${base}/keys`,
      issuers: [this.issuer],
    }
  }

  /** How the service knows this provider. */
  get settings(): Partial<SignInSettings> {
    const { addresses } = this
    if (this.name === 'google') {
      return { google: { clientId: CLIENT.google, clientSecret: GOOGLE_SECRET, addresses } }
    }
    const privateKey = this.#clientKeys.privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }) as string
    return {
      apple: {
        clientId: CLIENT.apple,
        teamId: APPLE_TEAM,
        keyId: APPLE_KEY,
        privateKey,
        addresses,
      },
    }
  }

  /** Publishes another key from now on, as providers do every few weeks. */
  rotateKeys(): void {
    this.#keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
    this.#keyId = randomBytes(4).toString('hex')
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://provider')
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /authorize':
        return this.#authorize(url.searchParams, response)
      case 'POST /token':
        return this.#token(request, response)
      case 'GET /keys':
        this.keyRequests += 1
        return this.#json(response, { keys: [this.#publishedKey()] })
      default:
        throw new Error(`Nothing is at ${request.method} ${url.pathname}`)
    }
  }

  #authorize(given: URLSearchParams, response: ServerResponse): void {
    this.#checkFields('authorize', given, AUTHORIZE_FIELDS[this.name])
    this.#expect(given.get('client_id') === CLIENT[this.name], 'client_id is not registered')
    this.#expect(given.get('response_type') === 'code', 'response_type must be code')
    const redirectUri = new URL(`/auth/${this.name}/callback`, appUrl).href
    this.#expect(given.get('redirect_uri') === redirectUri, 'redirect_uri is not registered')
    const scopes = (given.get('scope') ?? '').split(' ')
    if (this.name === 'google') {
      this.#expect(scopes.includes('openid') && scopes.includes('email'), 'scope lacks openid')
      this.#expect(given.get('code_challenge_method') === 'S256', 'code_challenge_method')
      this.#expect(/^[\w-]{43}$/.test(given.get('code_challenge') ?? ''), 'code_challenge')
    } else {
      this.#expect(
        scopes.every((scope) => ['name', 'email'].includes(scope)),
        'scope is name and email'
      )
      this.#expect(given.get('response_mode') === 'form_post', 'scopes need form_post')
    }
    const code = randomBytes(16).toString('base64url')
    this.#grants.set(code, {
      clientId: given.get('client_id')!,
      redirectUri,
      nonce: given.get('nonce') ?? '',
      codeChallenge: given.get('code_challenge'),
    })
    this.#sendBack(response, redirectUri, { code, state: given.get('state')! })
  }

  /** Google by a link, Apple by a page whose form posts itself. */
  #sendBack(response: ServerResponse, to: string, fields: Record<string, string>): void {
    if (this.name === 'google') {
      const query = new URLSearchParams({
        ...fields,
        scope: 'openid email profile',
        prompt: 'none',
      })
      response.writeHead(302, { location: `${to}?${query}` })
      response.end()
      return
    }
    const inputs = Object.entries(fields)
      .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}" />`)
      .join('')
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(
      `<form method="post" action="${to}">${inputs}</form><script>document.forms[0].submit()</script>`
    )
  }

  async #token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const type = request.headers['content-type'] ?? ''
    this.#expect(
      type.startsWith('application/x-www-form-urlencoded'),
      `token takes a form: ${type}`
    )
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const given = new URLSearchParams(body)
    this.#checkFields('token', given, TOKEN_FIELDS[this.name])
    this.#expect(given.get('grant_type') === 'authorization_code', 'grant_type')
    this.#checkSecret(given.get('client_secret')!)
    const code = given.get('code')!
    const grant = this.#grants.get(code)
    this.#grants.delete(code)
    if (!grant) return this.#json(response, { error: 'invalid_grant' }, 400)
    this.#expect(given.get('client_id') === grant.clientId, 'client_id differs')
    this.#expect(given.get('redirect_uri') === grant.redirectUri, 'redirect_uri differs')
    if (grant.codeChallenge !== null) {
      const verifier = given.get('code_verifier') ?? ''
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      this.#expect(challenge === grant.codeChallenge, 'code_verifier does not fit')
    }
    this.#json(response, {
      access_token: randomBytes(16).toString('base64url'),
      token_type: 'Bearer',
      expires_in: 3599,
      id_token: this.#idToken(grant),
    })
  }

  #checkSecret(secret: string): void {
    if (this.name === 'google') return this.#expect(secret === GOOGLE_SECRET, 'client_secret')
    const key = this.#clientKeys.publicKey.export({ type: 'spki', format: 'pem' }) as string
    const { header } = createDecoder({ complete: true })(secret) as { header: { kid?: string } }
    this.#expect(header.kid === APPLE_KEY, 'client_secret names another key')
    const claims = createVerifier({
      key,
      algorithms: ['ES256'],
      allowedIss: APPLE_TEAM,
      allowedAud: 'https://appleid.apple.com',
      allowedSub: CLIENT.apple,
      requiredClaims: ['iss', 'iat', 'exp', 'aud', 'sub'],
      clockTimestamp: clock.now(),
    })(secret) as { iat: number; exp: number }
    const seconds = claims.exp - claims.iat
    this.#expect(seconds <= LONGEST_APPLE_SECRET_SECONDS, 'client_secret lives too long')
  }

  #idToken(grant: Grant): string {
    const now = Math.floor(clock.now() / 1000)
    const { key, keyId = this.#keyId, unsigned, claims: forged = {} } = this.forgery
    const payload = {
      iss: this.issuer,
      aud: grant.clientId,
      iat: now,
      exp: now + 3600,
      nonce: grant.nonce,
      ...this.person,
      ...forged,
    }
    if (unsigned) {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${part({ alg: 'none', kid: keyId })}.${part(payload)}.`
    }
    const signingKey = (key ?? this.#keys.privateKey).export({ type: 'pkcs8', format: 'pem' })
    return createSigner({ key: signingKey as string, algorithm: 'RS256', kid: keyId })(payload)
  }

  #publishedKey(): object {
    const jwk = this.#keys.publicKey.export({ format: 'jwk' })
    return { ...jwk, kid: this.#keyId, use: 'sig', alg: 'RS256' }
  }

  #checkFields(
    where: string,
    given: URLSearchParams,
    { required, allowed }: { required: string[]; allowed: string[] }
  ): void {
    const names = [...given.keys()]
    for (const name of required) {
      this.#expect(Boolean(given.get(name)), `${where}: ${name} is missing`)
    }
    for (const name of names) {
      this.#expect([...required, ...allowed].includes(name), `${where}: ${name} is unknown`)
    }
    this.#expect(new Set(names).size === names.length, `${where}: a field comes twice`)
  }

  #expect(holds: boolean, words: string): void {
    if (!holds) throw new Error(`${this.name}: ${words}`)
  }

  #json(response: ServerResponse, body: object, status = 200): void {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
}
