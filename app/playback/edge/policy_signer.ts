import { getSignedCookies } from '@aws-sdk/cloudfront-signer'
import { LRUCache } from 'lru-cache'
import { clock } from '#core/clock'

/** What a player adds to every media request. `expiresAt` is ISO 8601, UTC. */
export interface EdgePolicy {
  query: { 'Policy': string; 'Signature': string; 'Key-Pair-Id': string }
  expiresAt: string
}

export interface PolicySignerOptions {
  baseUrl: string
  keyPairId: string
  privateKey: string
  /** Added to the stream's duration, seconds. */
  marginSeconds: number
  /** The longest life, seconds. */
  maximumSeconds: number
}

/** Expiry is rounded up to this many seconds, so that viewers of one stream share a signature. */
const BUCKET_SECONDS = 600

/** Signs CloudFront policies for the folder of one asset. One RSA signature takes about 1 ms. */
export class PolicySigner {
  readonly #signed = new LRUCache<string, EdgePolicy>({ max: 5000 })

  constructor(readonly options: PolicySignerOptions) {}

  /** Whether a policy that ends at `expiresAt` (Unix ms) has less than a quarter of its life left. */
  isDue(expiresAt: number, durationSeconds: number): boolean {
    return expiresAt - clock.now() < (this.#lifetime(durationSeconds) * 1000) / 4
  }

  /** A policy over every file of the asset at `basePath`; `address` binds it to one caller. */
  sign(basePath: string, durationSeconds: number, address: string | null): EdgePolicy {
    const end = clock.now() / 1000 + this.#lifetime(durationSeconds)
    if (address !== null) return this.#sign(basePath, Math.floor(end), address)

    // Rounded down at the ceiling, up elsewhere: never beyond the longest life.
    const latest = clock.now() / 1000 + this.options.maximumSeconds
    const roundedUp = Math.ceil(end / BUCKET_SECONDS) * BUCKET_SECONDS
    const expires = roundedUp > latest ? roundedUp - BUCKET_SECONDS : roundedUp
    const key = `${basePath} ${expires}`
    let policy = this.#signed.get(key)
    if (!policy) {
      policy = this.#sign(basePath, expires, null)
      this.#signed.set(key, policy)
    }
    return policy
  }

  #lifetime(durationSeconds: number): number {
    return Math.min(durationSeconds + this.options.marginSeconds, this.options.maximumSeconds)
  }

  #sign(basePath: string, expires: number, address: string | null): EdgePolicy {
    const cookies = getSignedCookies({
      keyPairId: this.options.keyPairId,
      privateKey: this.options.privateKey,
      policy: JSON.stringify({
        Statement: [
          {
            Resource: `${this.options.baseUrl}/${basePath}/*`,
            Condition: {
              DateLessThan: { 'AWS:EpochTime': expires },
              ...(address ? { IpAddress: { 'AWS:SourceIp': cidrOf(address) } } : {}),
            },
          },
        ],
      }),
    })
    return {
      query: {
        'Policy': cookies['CloudFront-Policy'] as string,
        'Signature': cookies['CloudFront-Signature'],
        'Key-Pair-Id': cookies['CloudFront-Key-Pair-Id'],
      },
      expiresAt: new Date(expires * 1000).toISOString(),
    }
  }
}

function cidrOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return plain.includes(':') ? `${plain}/128` : `${plain}/32`
}
