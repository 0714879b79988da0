import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { AccountId, Id } from '#core/ids'

export type PasskeyId = Id<'passkey'>

/** A public key whose private half an authenticator of the viewer holds (WebAuthn Level 3). */
export default class Passkey extends BaseModel {
  static override table = 'identity.passkeys'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: PasskeyId

  @column()
  declare accountId: AccountId

  /** Base64url, chosen by the authenticator. */
  @column()
  declare credentialId: string

  /** COSE key (RFC 9052). */
  @column({ serializeAs: null })
  declare publicKey: Buffer

  /** How often the authenticator says that it has signed. Zero for those that do not count. */
  @column({ consume: Number })
  declare signCounter: number

  /** How a browser reaches the authenticator. */
  @column()
  declare transports: string[]

  /** Whether the viewer's other devices have it too. */
  @column()
  declare backedUp: boolean

  @column()
  declare name: string

  @column.dateTime()
  declare createdAt: DateTime

  @column.dateTime()
  declare lastUsedAt: DateTime | null
}
