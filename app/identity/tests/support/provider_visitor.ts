import type { ApiClient, ApiRequest, ApiResponse } from '@japa/api-client'
import type { FakeProvider } from './fake_provider.js'
import { TV } from './viewers.js'

interface Cookie {
  value: string
  path: string
}

/** A browser with its cookies, that walks to a provider and back. */
export class ProviderVisitor {
  readonly #cookies = new Map<string, Cookie>()

  constructor(private readonly client: ApiClient) {}

  /** Starts at this site, and answers the address at the provider. */
  async begin(provider: string, errand: Record<string, string> = {}): Promise<string> {
    const response = await this.#send(this.client.get(`/auth/${provider}`).qs(errand))
    response.assertStatus(302)
    return response.header('location')!
  }

  /** Signs in at the provider, and answers what it sends back: code and state. */
  async consent(address: string): Promise<URLSearchParams> {
    const response = await fetch(address, { redirect: 'manual' })
    const location = response.headers.get('location')
    if (location) return new URL(location).searchParams
    const page = await response.text()
    const fields = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)]
    return new URLSearchParams(fields.map(([, name, value]): [string, string] => [name!, value!]))
  }

  /** Comes back to this site with what the provider sent, and answers the page that it leads to. */
  async comeBack(provider: string, fields: URLSearchParams | Record<string, string>): Promise<URL> {
    const form = Object.fromEntries(new URLSearchParams(fields))
    const response = await this.#send(
      provider === 'google'
        ? this.client.get('/auth/google/callback').qs(form)
        : this.client.post('/auth/apple/callback').form(form)
    )
    response.assertStatus(302)
    return new URL(response.header('location')!, 'http://here')
  }

  /** The whole way there and back. */
  async signIn(provider: FakeProvider, errand: Record<string, string> = {}): Promise<URL> {
    const address = await this.begin(provider.name, errand)
    return this.comeBack(provider.name, await this.consent(address))
  }

  /** What the log-in page does then. */
  logIn(): Promise<ApiResponse> {
    return this.#send(this.client.post('/v1/auth/provider').json({ device: TV }))
  }

  link(accessToken: string): Promise<ApiResponse> {
    return this.#send(this.client.post('/v1/account/providers').bearerToken(accessToken))
  }

  /** The cookie that a page of this browser would send with a request to `path`. */
  cookieFor(path: string): string {
    return [...this.#cookies]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
  }

  /** A cookie as the browser keeps it, to be played again later. */
  copy(): ProviderVisitor {
    const copy = new ProviderVisitor(this.client)
    for (const [name, cookie] of this.#cookies) copy.#cookies.set(name, cookie)
    return copy
  }

  async #send(request: ApiRequest): Promise<ApiResponse> {
    const cookie = this.cookieFor(new URL(request.config.endpoint, 'http://here').pathname)
    const response = await (cookie ? request.header('cookie', cookie) : request).redirects(0)
    const set = (response.headers()['set-cookie'] ?? []) as unknown as string[]
    for (const line of set) this.#keep(line)
    return response
  }

  #keep(line: string): void {
    const [pair, ...attributes] = line.split('; ') as [string, ...string[]]
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    const path = attributes.find((one) => one.startsWith('Path='))?.slice('Path='.length) ?? '/'
    const ended = attributes.some((one) =>
      /^(Max-Age=-|Max-Age=0|Expires=Thu, 01 Jan 1970)/.test(one)
    )
    if (ended) this.#cookies.delete(name)
    else this.#cookies.set(name, { value, path })
  }
}
