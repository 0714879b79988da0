import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { AccountId, ProfileId } from '#core/ids'
import type { SubtitleStyle } from '../subtitle_style.js'

/** The highest maturity limit, in years of age: everything may be watched. */
export const NO_MATURITY_LIMIT = 18

/** The highest maturity limit that a kids profile may have, in years of age. */
export const KIDS_MATURITY_LIMIT = 12

/** The maturity limit of a kids profile that names none, in years of age. */
export const KIDS_DEFAULT_MATURITY_LIMIT = 7

/** Who watches: one person of an account. */
export default class Profile extends BaseModel {
  static override table = 'identity.profiles'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: ProfileId

  @column()
  declare accountId: AccountId

  @column()
  declare name: string

  /** One of `AVATARS`, or null for the first letter of the name. */
  @column()
  declare avatar: string | null

  /** Preferred language of texts and sound (BCP 47). */
  @column()
  declare language: string

  @column()
  declare kids: boolean

  /** Titles rated for older than this, in years of age, are not shown. */
  @column()
  declare maturityLimit: number

  /** Whether the next episode begins by itself. */
  @column()
  declare autoplayNextEpisode: boolean

  /** Whether trailers move on the pages before they are pressed. */
  @column()
  declare autoplayPreviews: boolean

  /** How subtitles look; null for the player's own way. */
  @column()
  declare subtitleStyle: SubtitleStyle | null

  /** argon2id of the PIN that opens the profile, when it has one. */
  @column({ serializeAs: null })
  declare pinHash: string | null

  @column.dateTime()
  declare createdAt: DateTime

  @column.dateTime()
  declare updatedAt: DateTime
}
