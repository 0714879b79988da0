import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { AssetId, TitleId } from '#core/ids'
import type { StreamDescription } from '#ingest'
import type { SkipMarker } from '../skip_marker.js'

export type TitleKind = 'film' | 'show'

/** Editors see drafts; viewers see what is published. */
export type PublicationState = 'draft' | 'published'

/** A film or a show. Name, tagline and synopsis are in `language` (BCP 47). */
export default class Title extends BaseModel {
  static override table = 'catalog.titles'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: TitleId

  @column()
  declare kind: TitleKind

  @column()
  declare state: PublicationState

  @column.dateTime()
  declare publishedAt: DateTime | null

  @column()
  declare language: string

  @column()
  declare name: string

  @column()
  declare tagline: string | null

  @column()
  declare synopsis: string | null

  @column()
  declare releaseYear: number | null

  /** The youngest age it is for, 0 to 18 years. */
  @column()
  declare maturity: number | null

  /** Words that a licence asks to be shown with the film. */
  @column()
  declare attribution: string | null

  @column()
  declare assetId: AssetId | null

  /** What a player needs to start the film. Always null for a show. */
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

/** pg would send an array as a PostgreSQL array, so JSON columns are written as text. */
export function toJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}

/** pg gives `numeric` as text. */
export function toNumber(value: string | null): number | null {
  return value === null ? null : Number(value)
}
