import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { AccountId, DeviceId, ProfileId } from '#core/ids'

export const NETWORKS = ['ipv4', 'ipv6', 'private'] as const
export type Network = (typeof NETWORKS)[number]

export const DEVICE_KINDS = ['phone', 'tablet', 'tv', 'web', 'console', 'other'] as const
export type DeviceKind = (typeof DEVICE_KINDS)[number]

/** Why a device is no longer logged in. */
export type DeviceEndReason =
  | 'logged-out'
  | 'ended-by-viewer'
  | 'ended-by-support'
  | 'refresh-token-reused'
  | 'account-deleted'
  | 'password-changed'

/** One log-in on one device, until it is ended. Ended devices stay, so that history can name them. */
export default class Device extends BaseModel {
  static override table = 'identity.devices'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: DeviceId

  @column()
  declare accountId: AccountId

  @column()
  declare name: string

  @column()
  declare kind: DeviceKind

  /** The kids profile that alone is open on it, while the device is in a child's hands. */
  @column()
  declare kidsProfileId: ProfileId | null

  /** Where it was last used: ISO 3166-1 alpha-2, and a city, where the edge tells them. */
  @column()
  declare country: string | null

  @column()
  declare city: string | null

  /** The kind of network that it was last used from. */
  @column()
  declare network: Network | null

  @column.dateTime()
  declare createdAt: DateTime

  /** When it last asked for a new access token. */
  @column.dateTime()
  declare lastSeenAt: DateTime

  @column.dateTime()
  declare endedAt: DateTime | null

  @column()
  declare endReason: DeviceEndReason | null
}
