import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { AccountId, EpisodeId, TitleId, UploadId } from '#core/ids'
import { bytes } from './transcode_job.js'

/** A resumable upload. Its bytes are a file of the same id in the upload folder. */
export default class Upload extends BaseModel {
  static override table = 'ingest.uploads'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: UploadId

  /** The editor who brought it; null once their account was erased. */
  @column()
  declare accountId: AccountId | null

  @column()
  declare filename: string

  @column()
  declare claimedType: string | null

  @column({ columnName: 'claimed_sha256' })
  declare claimedSha256: Buffer | null

  @column()
  declare titleId: TitleId | null

  @column()
  declare episodeId: EpisodeId | null

  @column(bytes)
  declare sizeBytes: number

  @column()
  declare state: 'receiving' | 'complete' | 'removed'

  @column.dateTime()
  declare createdAt: DateTime

  @column.dateTime()
  declare expiresAt: DateTime

  @column.dateTime()
  declare completedAt: DateTime | null
}
