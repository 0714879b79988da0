import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { SeasonId, TitleId } from '#core/ids'

/** A season of a show. Its number is unique in the show; 0 holds specials. */
export default class Season extends BaseModel {
  static override table = 'catalog.seasons'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: SeasonId

  @column()
  declare titleId: TitleId

  @column()
  declare number: number

  @column()
  declare name: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
