import type { AccountId, DeviceId, ProfileId } from '#core/ids'

/** What a request knows of a profile without asking the database. */
export interface PrincipalProfile {
  id: ProfileId
  kids: boolean
  /** Maturity limit in years of age. */
  maturity: number
  /** Preferred language of texts and sound (BCP 47). */
  language: string
  /**
   * From when on the profile asks for its PIN on this device; in the past while it is locked.
   * Seconds since 1970. Without it the profile has no PIN.
   */
  lockedFrom?: number
}

/** Who makes a request, as the access token says. */
export interface Principal {
  accountId: AccountId
  deviceId: DeviceId
  roles: string[]
  tokenId: string
  /** Where the account is at home (ISO 3166-1 alpha-2), when it has said so. */
  country: string | null
  profiles: PrincipalProfile[]
  /** Until when whoever holds the device counts as the account's owner. Seconds since 1970. */
  confirmedUntil: number
  /** Whether the device was handed to a child, whose profile is then the only one. */
  kidsMode: boolean
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on routes whose access is `account`, `profile` or `staff:…`; on others there is none. */
    principal: Principal
  }
}
