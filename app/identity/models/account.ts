import { BaseModel, column, hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import type { AccountId } from '#core/ids'
import Profile from './profile.js'

export const ROLES = ['viewer', 'editor', 'admin', 'finance', 'support'] as const

/** What an account may do beyond watching. Every account is a viewer. */
export type Role = (typeof ROLES)[number]

/** Who pays and logs in. `email` is kept as typed and is unique whatever its case. */
export default class Account extends BaseModel {
  static override table = 'identity.accounts'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: AccountId

  @column()
  declare email: string

  /** argon2id, PHC string format. Null while the account logs in by a provider or passkey only. */
  @column({ serializeAs: null })
  declare passwordHash: string | null

  @column()
  declare roles: Role[]

  /** Where the account is at home (ISO 3166-1 alpha-2), when it has said so. */
  @column()
  declare country: string | null

  /** When its owner showed that they read the mails of `email`; null before. */
  @column.dateTime()
  declare emailVerifiedAt: DateTime | null

  /** When the account is to be erased, while its owner may still change their mind. */
  @column.dateTime()
  declare eraseAt: DateTime | null

  @column.dateTime()
  declare createdAt: DateTime

  @column.dateTime()
  declare updatedAt: DateTime

  @hasMany(() => Profile)
  declare profiles: HasMany<typeof Profile>
}
