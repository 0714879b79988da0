import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { AccountId } from '#core/ids'
import type { ExportId } from '../export_files.js'

/** A file with all that is kept of an account, being made or made. */
export default class Export extends BaseModel {
  static override table = 'identity.exports'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: ExportId

  @column()
  declare accountId: AccountId

  @column()
  declare state: 'queued' | 'running' | 'ready' | 'failed'

  @column()
  declare percent: number

  @column({ consume: (value: string | null) => (value === null ? null : Number(value)) })
  declare bytes: number | null

  @column.dateTime()
  declare createdAt: DateTime

  @column.dateTime()
  declare updatedAt: DateTime

  @column.dateTime()
  declare finishedAt: DateTime | null

  /** Until when the file is kept. */
  @column.dateTime()
  declare expiresAt: DateTime | null
}
