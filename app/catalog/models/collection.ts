import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { CollectionId } from '#core/ids'
import type { PublicationState } from './title.js'

/** Titles that editors put together, in their order. Name and description are in `language`. */
export default class Collection extends BaseModel {
  static override table = 'catalog.collections'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: CollectionId

  @column()
  declare name: string

  @column()
  declare description: string | null

  @column()
  declare language: string

  @column()
  declare state: PublicationState

  /** Its place among the collections on home; null for none. */
  @column()
  declare homePosition: number | null

  @column()
  declare externalId: string | null

  @column()
  declare version: number

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
