import type Passkey from '../models/passkey.js'

export function transformPasskey(passkey: Passkey) {
  return {
    id: passkey.id,
    name: passkey.name,
    backedUp: passkey.backedUp,
    createdAt: passkey.createdAt.toUTC().toISO(),
    lastUsedAt: passkey.lastUsedAt?.toUTC().toISO() ?? null,
  }
}
