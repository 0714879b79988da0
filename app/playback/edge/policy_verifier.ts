import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import type { BlockList } from 'node:net'
import { LRUCache } from 'lru-cache'
import { clock } from '#core/clock'
import type { ProblemClass } from '#core/problem'
import {
  E_EDGE_ADDRESS,
  E_EDGE_EXPIRED,
  E_EDGE_KEY_UNKNOWN,
  E_EDGE_NOT_YET,
  E_EDGE_POLICY_MALFORMED,
  E_EDGE_POLICY_MISSING,
  E_EDGE_RESOURCE,
  E_EDGE_SIGNATURE,
} from '../errors.js'
import type { SignedRequest } from './policy_credentials.js'
import {
  addressRange,
  cannedPolicy,
  decodeUrlBase64,
  isInRange,
  parsePolicy,
  resourceMatcher,
  type PolicyCredentials,
  type SignedPolicy,
} from './signed_policy.js'

/** A policy whose signature was checked; its conditions are still checked on every request. */
interface VerifiedPolicy extends SignedPolicy {
  covers: (url: string) => boolean
  addresses: BlockList | null
}

/** Signatures remembered per process. One is about 1 KB. */
const REMEMBERED = 20_000

/**
 * Decides on signed requests exactly as CloudFront does (developer guide, "Serve private content
 * with signed URLs and signed cookies"): RSA over the policy's text, SHA-1 unless the signer says
 * SHA-256, then resource, times and address. Answers with the refusal, or null when it may pass.
 */
export class PolicyVerifier {
  readonly #publicKey: KeyObject
  readonly #verified = new LRUCache<string, VerifiedPolicy>({ max: REMEMBERED })

  constructor(
    readonly keyPairId: string,
    publicKeyPem: string
  ) {
    this.#publicKey = createPublicKey(publicKeyPem)
  }

  refusalOf(request: SignedRequest, url: string, remoteAddress: string): ProblemClass | null {
    const { credentials } = request
    if (credentials === null) return E_EDGE_POLICY_MISSING
    if (credentials === 'malformed') return E_EDGE_POLICY_MALFORMED
    if (credentials.keyPairId !== this.keyPairId) return E_EDGE_KEY_UNKNOWN

    const policy = this.#verify(credentials, url)
    if (typeof policy === 'function') return policy
    if (!policy.covers(url)) return E_EDGE_RESOURCE
    const now = clock.now() / 1000
    if (now >= policy.dateLessThan) return E_EDGE_EXPIRED
    if (policy.dateGreaterThan !== null && now <= policy.dateGreaterThan) return E_EDGE_NOT_YET
    if (policy.addresses && !isInRange(policy.addresses, remoteAddress)) return E_EDGE_ADDRESS
    return null
  }

  #verify(credentials: PolicyCredentials, url: string): VerifiedPolicy | ProblemClass {
    const { policy, expires, signature, algorithm } = credentials
    const key = `${algorithm} ${signature} ${policy ?? `${expires} ${url}`}`
    const known = this.#verified.get(key)
    if (known) return known

    const text =
      policy === null ? cannedPolicy(url, expires as string) : decodeUrlBase64(policy).toString()
    const isSigned = verify(
      algorithm === 'SHA1' ? 'RSA-SHA1' : 'RSA-SHA256',
      Buffer.from(text),
      this.#publicKey,
      decodeUrlBase64(signature)
    )
    if (!isSigned) return E_EDGE_SIGNATURE
    const parsed = parsePolicy(text)
    if (!parsed) return E_EDGE_POLICY_MALFORMED
    const verified: VerifiedPolicy = {
      ...parsed,
      // A canned policy names one address; a `*` in it is a character like any other.
      covers: policy === null ? (asked) => asked === url : resourceMatcher(parsed.resource),
      addresses: parsed.sourceIp === null ? null : addressRange(parsed.sourceIp),
    }
    this.#verified.set(key, verified)
    return verified
  }
}
