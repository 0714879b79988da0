import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { AssetId, TitleId } from '#core/ids'
import type { StreamDescription } from '#ingest'
import type { SkipMarker } from '../skip_marker.js'

/** An extra belongs to a film or a show, its parent, and is played like a film. */
export type TitleKind = 'film' | 'show' | 'extra'

export const EXTRA_KINDS = [
  'trailer',
  'teaser',
  'clip',
  'behind-the-scenes',
  'interview',
  'deleted-scene',
] as const
export type ExtraKind = (typeof EXTRA_KINDS)[number]

/** Editors see drafts; viewers see what is published. */
export type PublicationState = 'draft' | 'published'

/** Why a title or an episode was not published at its time: it was not complete. */
export interface ScheduleFailure {
  /** ISO 8601. */
  at: string
  missing: { field: string; message: string }[]
}

/** A film, a show, or an extra of one. Name, tagline and synopsis are in `language` (BCP 47). */
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

  /** The youngest age it is for, 0 to 18 years, where no country says otherwise. */
  @column()
  declare maturity: number | null

  /** The same by country (ISO 3166-1 alpha-2), from its ratings. */
  @column({ prepare: toJson })
  declare maturityByCountry: Record<string, number>

  /** Of an extra. */
  @column()
  declare parentId: TitleId | null

  @column()
  declare extraKind: ExtraKind | null

  /** Order among the extras of its parent. */
  @column()
  declare position: number | null

  /** Whether viewers see, before it is published, that it is coming. */
  @column()
  declare announced: boolean

  /** When a complete draft is published by itself, and a published title taken back. */
  @column.dateTime()
  declare publishAt: DateTime | null

  @column.dateTime()
  declare unpublishAt: DateTime | null

  /** Null once it is published, or the schedule is changed. */
  @column({ prepare: toJson })
  declare scheduleFailure: ScheduleFailure | null

  /** The version at which it failed: another one is tried again. */
  @column()
  declare scheduleFailedVersion: number | null

  /** Moves on with each edit of the title or of anything below it. */
  @column()
  declare version: number

  /** Its id in the system that it was imported from. */
  @column()
  declare externalId: string | null

  /** Whether it has rows of availability; without any it is shown everywhere, always. */
  @column()
  declare windowed: boolean

  /** Of its streams (BCP 47). */
  @column()
  declare audioLanguages: string[]

  @column()
  declare subtitleLanguages: string[]

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
