import type { EpisodeId, SeasonId, TitleId } from '#core/ids'
import type { EpisodeTexts, TitleSnapshot, TitleTexts, Translations } from '../editing/snapshots.js'
import type { ExtraKind, PublicationState, ScheduleFailure } from '../models/title.js'
import { missingParts, type MissingPart } from '../publication.js'
import type {
  EditedEpisodeRow,
  EditedExtraRow,
  EditedSeasonRow,
  EditedTitleRow,
} from '../queries/find_edited_title.js'
import type { SkipMarker } from '../skip_marker.js'
import {
  toAllArtwork,
  toEpisodeArtwork,
  type AllArtwork,
  type EpisodeArtwork,
} from './artwork_transformer.js'

export type Translated<Texts> = Texts & { language: string }

export interface EditedEpisode {
  id: EpisodeId
  number: number
  name: string
  synopsis: string | null
  state: PublicationState
  publishAt: string | null
  unpublishAt: string | null
  scheduleFailure: ScheduleFailure | null
  hasStream: boolean
  playable: boolean
  durationSeconds: number | null
  skipMarkers: SkipMarker[]
  translations: Translated<EpisodeTexts>[]
  artwork: EpisodeArtwork
}

export interface EditedSeason {
  id: SeasonId
  number: number
  name: string | null
  translations: Translated<{ name: string }>[]
  episodes: EditedEpisode[]
}

export interface EditedExtra {
  id: TitleId
  name: string
  extraKind: ExtraKind
  state: PublicationState
  publishAt: string | null
  unpublishAt: string | null
  hasStream: boolean
  durationSeconds: number | null
  artwork: AllArtwork
}

/** What an editor sees of a title: everything, and what publishing would still need. */
export interface EditedTitle extends Omit<TitleSnapshot, 'assetId' | 'translations' | 'artwork'> {
  id: TitleId
  version: number
  translations: Translated<TitleTexts>[]
  artwork: AllArtwork
  hasStream: boolean
  playable: boolean
  durationSeconds: number | null
  audioLanguages: string[]
  subtitleLanguages: string[]
  missing: MissingPart[]
  /** Why it was not published at its time. */
  scheduleFailure: ScheduleFailure | null
  publishedAt: string | null
  createdAt: string
  updatedAt: string
  extras: EditedExtra[]
  seasons: EditedSeason[]
}

export function toEditedTitle(row: EditedTitleRow): EditedTitle {
  const { assetId, translations, artwork, ...said } = row.snapshot
  const seasons = row.seasons.map(toSeason)
  const playable = assetId !== null || seasons.some((s) => s.episodes.some((e) => e.playable))
  return {
    id: row.id,
    version: row.version,
    ...said,
    translations: listed(translations),
    artwork: toAllArtwork(artwork),
    hasStream: assetId !== null,
    playable: said.state === 'published' && playable,
    durationSeconds: row.duration_seconds,
    audioLanguages: row.audio_languages,
    subtitleLanguages: row.subtitle_languages,
    missing: missingParts(row.missing),
    scheduleFailure: row.schedule_failure,
    publishedAt: row.published_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    extras: row.extras.map(toExtra),
    seasons,
  }
}

/** Texts by language as a list, in the order of the languages' tags. */
export function listed<Texts>(translations: Translations<Texts>): Translated<Texts>[] {
  return Object.entries(translations)
    .map(([language, texts]) => ({ language, ...texts }))
    .sort((a, b) => (a.language < b.language ? -1 : 1))
}

function toSeason({ id, number, name, translations, episodes }: EditedSeasonRow): EditedSeason {
  return {
    ...{ id, number, name },
    translations: listed(translations),
    episodes: episodes.map(toEpisode),
  }
}

function toEpisode({ assetId, translations, still, ...said }: EditedEpisodeRow): EditedEpisode {
  return {
    ...said,
    hasStream: assetId !== null,
    playable: said.state === 'published' && assetId !== null,
    translations: listed(translations),
    artwork: toEpisodeArtwork(still),
  }
}

function toExtra({ artwork, ...said }: EditedExtraRow): EditedExtra {
  return { ...said, artwork: toAllArtwork(artwork) }
}
