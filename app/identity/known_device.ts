import { createHmac, randomBytes } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import identityConfig from '#config/identity'
import tokensConfig from '#config/tokens'
import type { AccountId } from '#core/ids'
import type Account from './models/account.js'

const NAME = 'flixflow_known'

/** Sent back only to the API, and never from another site's page. */
const SCOPE = { path: '/v1', httpOnly: true, sameSite: 'strict' } as const

/** What the cookie says, encrypted: this device once logged in to this account. */
interface KnownDevice {
  accountId: AccountId
  emailMark: string
  /** Random, so that each device has guesses of its own. */
  id: string
}

/** Whose device it should be: by account, or by e-mail while nobody has looked for the account. */
type Owner = { accountId: AccountId } | { email: string }

const key = createHmac('sha256', tokensConfig.secret.release()).update('known-device').digest()

function emailMarkOf(email: string): string {
  return createHmac('sha256', key).update(email.toLowerCase()).digest('base64url').slice(0, 22)
}

function read({ request }: HttpContext): KnownDevice | null {
  const kept: unknown = request.encryptedCookie(NAME)
  if (typeof kept !== 'object' || kept === null) return null
  const { accountId, emailMark, id } = kept as Partial<KnownDevice>
  return accountId && emailMark && id ? { accountId, emailMark, id } : null
}

/**
 * The name of this device when its last log-in was to this account, else null. It opens nothing: it
 * lets the owner's guesses be counted apart from those of strangers.
 */
export function knownDeviceOf(ctx: HttpContext, owner: Owner): string | null {
  const known = read(ctx)
  if (!known) return null
  const isOwn =
    'accountId' in owner
      ? known.accountId === owner.accountId
      : known.emailMark === emailMarkOf(owner.email)
  return isOwn ? known.id : null
}

/** Remembers that this account logged in on this device. */
export function rememberDevice(ctx: HttpContext, { id: accountId, email }: Account): void {
  const emailMark = emailMarkOf(email)
  const known = read(ctx)
  const id = known?.accountId === accountId ? known.id : randomBytes(12).toString('base64url')
  ctx.response.encryptedCookie(NAME, { accountId, emailMark, id } satisfies KnownDevice, {
    ...SCOPE,
    maxAge: identityConfig.knownDeviceSeconds,
  })
}
