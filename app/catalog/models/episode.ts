import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { AssetId, EpisodeId, SeasonId, TitleId } from '#core/ids'
import type { StreamDescription } from '#ingest'
import type { SkipMarker } from '../skip_marker.js'
import { toJson, toNumber, type PublicationState, type ScheduleFailure } from './title.js'

/** An episode of a season. Its number is unique in the season. */
export default class Episode extends BaseModel {
  static override table = 'catalog.episodes'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: EpisodeId

  @column()
  declare seasonId: SeasonId

  /** The show. */
  @column()
  declare titleId: TitleId

  @column()
  declare seasonNumber: number

  @column()
  declare number: number

  @column()
  declare state: PublicationState

  @column.dateTime()
  declare publishedAt: DateTime | null

  /** When it comes out by itself, and when it is taken back. */
  @column.dateTime()
  declare publishAt: DateTime | null

  @column.dateTime()
  declare unpublishAt: DateTime | null

  @column({ prepare: toJson })
  declare scheduleFailure: ScheduleFailure | null

  /** The version at which it failed: another one is tried again. */
  @column()
  declare scheduleFailedVersion: number | null

  @column()
  declare name: string

  @column()
  declare synopsis: string | null

  @column()
  declare assetId: AssetId | null

  @column({ prepare: toJson })
  declare stream: StreamDescription | null

  @column({ consume: toNumber })
  declare durationSeconds: number | null

  @column({ prepare: toJson })
  declare skipMarkers: SkipMarker[]

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
