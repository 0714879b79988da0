import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { AccountId, AssetId, EpisodeId, TitleId, TranscodeJobId, UploadId } from '#core/ids'

export const JOB_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** True when a job will not change any more, unless it is retried. */
export function isFinal(state: JobState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled'
}

/** PostgreSQL's bigint arrives as text; sizes of files are exact in a number. */
export const bytes = { consume: (value: string | number) => Number(value) }

/** One run of the way from a source file to a published asset. */
export default class TranscodeJob extends BaseModel {
  static override table = 'ingest.transcode_jobs'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: TranscodeJobId

  /** Who asked for it; null when it came from the command line. */
  @column()
  declare accountId: AccountId | null

  @column()
  declare uploadId: UploadId | null

  @column()
  declare assetId: AssetId | null

  @column()
  declare titleId: TitleId | null

  @column()
  declare episodeId: EpisodeId | null

  @column()
  declare filename: string

  /** MIME type that the sender claims. */
  @column()
  declare claimedType: string | null

  /** SHA-256 of the source that the sender claims. */
  @column({ columnName: 'claimed_sha256' })
  declare claimedSha256: Buffer | null

  @column(bytes)
  declare sourceBytes: number

  @column()
  declare state: JobState

  @column()
  declare step: string | null

  /** Of the whole job, 0 to 100. */
  @column(bytes)
  declare percent: number

  /** How often a worker has started it. */
  @column()
  declare attempts: number

  /** How often it was put in the queue. */
  @column()
  declare round: number

  /** The same source was published before, so nothing was made. */
  @column()
  declare reused: boolean

  @column()
  declare reasonCode: string | null

  @column()
  declare reason: string | null

  @column()
  declare logTail: string | null

  @column()
  declare cancelWanted: boolean

  /** Until when the pause before the next try lasts. */
  @column.dateTime()
  declare notBefore: DateTime

  @column.dateTime()
  declare createdAt: DateTime

  @column.dateTime()
  declare startedAt: DateTime | null

  @column.dateTime()
  declare finishedAt: DateTime | null

  @column.dateTime()
  declare updatedAt: DateTime
}
