import type { Secret } from '@adonisjs/core/helpers'

/** What a key opens, so that a plan can withhold HD. */
export type KeyTier = 'audio' | 'sd' | 'hd'

/** A content key in the open. It hides itself in logs and JSON; `key.release()` gives its 16 bytes. */
export interface ContentKey {
  /** 32 hex digits. */
  keyId: string
  tier: KeyTier
  key: Secret<Buffer>
}
