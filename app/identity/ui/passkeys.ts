import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { api, RequestRefused } from '../../core/ui/api.js'
import type { LogInAnswer } from '../../core/ui/api_types.js'
import { asOwner } from './confirm_identity.js'
import { thisDevice } from './this_device.js'

/** Whether this browser knows passkeys at all. */
export function passkeysWork(): boolean {
  return browserSupportsWebAuthn()
}

/** Whether an error means that the viewer put the browser's prompt away, or it gave way to another. */
export function isPutAway(error: unknown): boolean {
  return error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name)
}

interface Options<T> {
  options: T
}

/** Logs in by a passkey that the viewer chooses; `quietly` offers them within the e-mail field. */
export async function logInByPasskey(quietly = false): Promise<LogInAnswer> {
  const { options: optionsJSON } = await api<Options<PublicKeyCredentialRequestOptionsJSON>>(
    '/v1/auth/passkey/options',
    { method: 'POST', anonymous: true }
  )
  const response = await startAuthentication({ optionsJSON, useBrowserAutofill: quietly })
  return api<LogInAnswer>('/v1/auth/passkey', {
    method: 'POST',
    anonymous: true,
    body: { response, device: await thisDevice(), refreshIn: 'cookie' },
  })
}

/** Its challenge lives for ten minutes, so a page that stays open asks for another before that. */
const OFFERED_AGAIN_MS = 9 * 60_000

/** Offers passkeys within the e-mail field, where the browser can, for as long as the page is open. */
export async function offerPasskeys(use: (answer: LogInAnswer) => Promise<void>): Promise<void> {
  if (!passkeysWork() || !(await browserSupportsWebAuthnAutofill())) return
  setTimeout(() => void offerPasskeys(use), OFFERED_AGAIN_MS)
  try {
    await use(await logInByPasskey(true))
  } catch (error) {
    // Nobody asked for it, so only what the service says of a passkey that was chosen is worth words.
    if (error instanceof RequestRefused) throw error
  }
}

export interface ListedPasskey {
  id: string
  name: string
  backedUp: boolean
  createdAt: string
  lastUsedAt: string | null
}

/** Makes a passkey on this device, or one that it reaches, and adds it to the account. */
export async function addPasskey(): Promise<ListedPasskey> {
  const { options: optionsJSON } = await asOwner(() =>
    api<Options<PublicKeyCredentialCreationOptionsJSON>>('/v1/account/passkeys/options', {
      method: 'POST',
    })
  )
  const response = await startRegistration({ optionsJSON })
  const { name } = await thisDevice()
  return api<ListedPasskey>('/v1/account/passkeys', { method: 'POST', body: { name, response } })
}
