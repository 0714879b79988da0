import type { AccountId, DeviceId, ProfileId } from '#core/ids'

/** What a request knows of a profile without asking the database. */
export interface PrincipalProfile {
  id: ProfileId
  kids: boolean
  /** Maturity limit in years of age. */
  maturity: number
}

/** Who makes a request, as the access token says. */
export interface Principal {
  accountId: AccountId
  deviceId: DeviceId
  roles: string[]
  tokenId: string
  profiles: PrincipalProfile[]
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on routes whose access is `account`, `profile` or `editor`; on others there is none. */
    principal: Principal
  }
}
