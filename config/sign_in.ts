import env from '#start/env'
import type { Secret } from '@adonisjs/core/helpers'

interface GoogleClient {
  clientId: string
  clientSecret: Secret<string>
}

interface AppleClient {
  /** The Services ID. */
  clientId: string
  teamId: string
  keyId: string
  /** PEM of the key for Sign in with Apple (the .p8 file). */
  privateKey: Secret<string>
}

/** All of a provider's settings, or null when it has none and so is off. */
function complete<Client extends object>(name: string, settings: Partial<Client>): Client | null {
  const missing = Object.entries(settings).filter(([, value]) => !value)
  if (missing.length === 0) return settings as Client
  if (missing.length === Object.keys(settings).length) return null
  throw new Error(
    `To sign in with ${name} these settings are missing: ${missing.map(([key]) => key).join(', ')}`
  )
}

/** The providers that viewers can sign in with, as they know this service. */
export default {
  google: complete<GoogleClient>('Google', {
    clientId: env.get('GOOGLE_CLIENT_ID'),
    clientSecret: env.get('GOOGLE_CLIENT_SECRET'),
  }),
  apple: complete<AppleClient>('Apple', {
    clientId: env.get('APPLE_CLIENT_ID'),
    teamId: env.get('APPLE_TEAM_ID'),
    keyId: env.get('APPLE_KEY_ID'),
    privateKey: env.get('APPLE_PRIVATE_KEY'),
  }),
}
