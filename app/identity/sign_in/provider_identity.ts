import { randomBytes } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import factorsConfig from '#config/factors'
import { clock } from '#core/clock'
import { E_PROVIDER_NOTHING_PENDING } from '../errors.js'
import type { OpenIdDriver, ProviderName } from './openid_driver.js'

/** Whom a provider has vouched for in this browser a moment ago. */
export interface ProviderIdentity {
  id: string
  expiresAtSeconds: number
  provider: ProviderName
  /** The provider's own name for the person, which never changes. */
  subject: string
  /** Only an e-mail that the provider has verified. */
  email: string | null
  name: string
}

const NAME = 'flixflow_provider'

/** Sent to the API of this site only, by its own pages only. */
const SCOPE = { path: '/v1', httpOnly: true, sameSite: 'strict' } as const

const LONGEST_NAME = 40

/** Who came back from a provider, by its driver. */
export async function identityBy(driver: OpenIdDriver): Promise<ProviderIdentity> {
  const user = await driver.user()
  return {
    id: randomBytes(12).toString('base64url'),
    expiresAtSeconds: Math.floor(clock.now() / 1000) + factorsConfig.providerAttemptSeconds,
    provider: driver.name,
    subject: user.id,
    email: user.emailVerificationState === 'verified' ? user.email : null,
    name: user.name
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, LONGEST_NAME),
  }
}

/** Keeps it in the browser, encrypted, so that no address and no script ever holds it. */
export function keepProviderIdentity({ response }: HttpContext, identity: ProviderIdentity): void {
  response.encryptedCookie(NAME, identity, {
    ...SCOPE,
    maxAge: factorsConfig.providerAttemptSeconds,
  })
}

/** @throws E_PROVIDER_NOTHING_PENDING when nobody came back from a provider in the last minutes */
export function readProviderIdentity({ request }: HttpContext): ProviderIdentity {
  const kept = request.encryptedCookie(NAME) as ProviderIdentity | null
  if (!kept || kept.expiresAtSeconds * 1000 <= clock.now()) throw new E_PROVIDER_NOTHING_PENDING()
  return kept
}

export function forgetProviderIdentity({ response }: HttpContext): void {
  response.clearCookie(NAME, SCOPE)
}
