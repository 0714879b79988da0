import { appUrl } from '#config/app'
import type { AccountId } from '#core/ids'

const { origin, hostname } = new URL(appUrl)

/** Who passkeys are for (WebAuthn section 4, "relying party"): this service at its own address. */
export const relyingParty = { name: 'FlixFlow', id: hostname, origin }

/** The handle by which an authenticator names the account: the 16 bytes of its id, which say nothing else. */
export function userHandleOf(accountId: AccountId): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(accountId.replaceAll('-', ''), 'hex'))
}
