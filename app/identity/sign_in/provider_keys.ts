import { createPublicKey, type JsonWebKey } from 'node:crypto'
import factorsConfig from '#config/factors'
import { clock } from '#core/clock'

interface PublishedKey extends JsonWebKey {
  kid?: string
  use?: string
}

const sets = new Map<string, ProviderKeys>()

/** A provider's public keys (JWK Set, RFC 7517), asked for when they are needed and kept for a while. */
export class ProviderKeys {
  #keys = new Map<string, string>()
  #askedAt = Number.NEGATIVE_INFINITY

  private constructor(private readonly url: string) {}

  /** The one set of an address in this process. */
  static at(url: string): ProviderKeys {
    const set = sets.get(url) ?? new ProviderKeys(url)
    sets.set(url, set)
    return set
  }

  /** The key of an id as PEM, or null when the provider has none such. */
  async find(keyId: string): Promise<string | null> {
    const ageSeconds = (clock.now() - this.#askedAt) / 1000
    const known = this.#keys.get(keyId)
    const enough = known
      ? factorsConfig.providerKeysSeconds
      : factorsConfig.providerKeysRetrySeconds
    if (ageSeconds >= enough) await this.#ask()
    return this.#keys.get(keyId) ?? null
  }

  async #ask(): Promise<void> {
    const signal = AbortSignal.timeout(factorsConfig.providerPatienceMs)
    const response = await fetch(this.url, { signal, redirect: 'error' })
    if (!response.ok) throw new Error(`${this.url} answered ${response.status}`)
    const { keys } = (await response.json()) as { keys: PublishedKey[] }
    this.#askedAt = clock.now()
    this.#keys = new Map(
      keys
        .filter(({ kid, kty, use }) => kid && kty === 'RSA' && (use ?? 'sig') === 'sig')
        .map((key) => [key.kid!, pemOf(key)])
    )
  }
}

function pemOf(key: JsonWebKey): string {
  return createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string
}
