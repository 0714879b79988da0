import type { AccountId, DeviceId, ProfileId } from '#core/ids'

/** What a request knows of a profile without asking the database. */
export interface PrincipalProfile {
  id: ProfileId
  kids: boolean
  /** Maturity limit in years of age. */
  maturity: number
  /** Preferred language of texts and sound (BCP 47). */
  language: string
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
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on routes whose access is `account`, `profile` or `staff:…`; on others there is none. */
    principal: Principal
  }
}
