import type { EpisodeId, SeasonId } from '#core/ids'
import type { PublicationState } from '../models/title.js'
import { missingForPublication, type MissingPart, type PublicationParts } from '../publication.js'
import type { CreditRow, EpisodeRow, TitlePageRows } from '../queries/find_title_page.js'
import type { SkipMarker } from '../skip_marker.js'
import { toEpisodeArtwork, type EpisodeArtwork } from './artwork_transformer.js'
import { toTitleCard, type TitleCard } from './title_card_transformer.js'

export interface TitlePageEpisode {
  id: EpisodeId
  number: number
  name: string
  synopsis: string | null
  durationSeconds: number | null
  artwork: EpisodeArtwork
  playable: boolean
}

export interface TitlePageSeason<Episode = TitlePageEpisode> {
  id: SeasonId
  number: number
  name: string | null
  episodes: Episode[]
}

interface Described extends TitleCard {
  synopsis: string | null
  language: string
  /** Of a film; null for a show. */
  runtimeSeconds: number | null
  cast: { name: string; character: string | null }[]
  credits: { name: string; role: string }[]
  /** Words that a licence asks to be shown with the film. */
  attribution: string | null
}

export interface EditedEpisode extends TitlePageEpisode {
  state: PublicationState
  hasStream: boolean
  skipMarkers: SkipMarker[]
}

/** What an editor sees of a title: everything, and what publishing would still need. */
export interface EditedTitle extends Described {
  state: PublicationState
  hasStream: boolean
  skipMarkers: SkipMarker[]
  missing: MissingPart[]
  seasons: TitlePageSeason<EditedEpisode>[]
}

export function toEditedTitle(rows: TitlePageRows): EditedTitle {
  return {
    ...described(rows),
    state: rows.title.state,
    hasStream: rows.title.has_stream,
    skipMarkers: rows.title.skip_markers,
    missing: missingForPublication(partsOf(rows)),
    seasons: seasonsOf(rows.episodes, (row) => ({
      ...toEpisode(row),
      state: row.state,
      hasStream: row.has_stream,
      skipMarkers: row.skip_markers,
    })),
  }
}

function partsOf({ title, episodes }: TitlePageRows): PublicationParts {
  return {
    kind: title.kind,
    synopsis: title.synopsis,
    releaseYear: title.release_year,
    maturity: title.maturity,
    hasGenre: title.genres.length > 0,
    hasPoster: title.artwork.poster !== undefined,
    hasBackdrop: title.artwork.backdrop !== undefined,
    hasStream: title.has_stream,
    hasEpisode: episodes.some((episode) => episode.has_stream),
  }
}

function described({ title, credits }: TitlePageRows): Described {
  const isCast = (credit: CreditRow) => credit.role === 'actor'
  return {
    ...toTitleCard(title),
    synopsis: title.synopsis,
    language: title.language,
    runtimeSeconds: title.duration_seconds,
    cast: credits.filter(isCast).map(({ name, character }) => ({ name, character })),
    credits: credits.filter((credit) => !isCast(credit)).map(({ name, role }) => ({ name, role })),
    attribution: title.attribution,
  }
}

function seasonsOf<Episode>(
  rows: EpisodeRow[],
  toItem: (row: EpisodeRow) => Episode
): TitlePageSeason<Episode>[] {
  const seasons = new Map<SeasonId, TitlePageSeason<Episode>>()
  for (const row of rows) {
    const season = seasons.get(row.season_id) ?? emptySeason<Episode>(row)
    seasons.set(row.season_id, season)
    if (row.id) season.episodes.push(toItem(row))
  }
  return [...seasons.values()]
}

function emptySeason<Episode>(row: EpisodeRow): TitlePageSeason<Episode> {
  return { id: row.season_id, number: row.season_number, name: row.season_name, episodes: [] }
}

function toEpisode(row: EpisodeRow): TitlePageEpisode {
  return {
    id: row.id!,
    number: row.number,
    name: row.name,
    synopsis: row.synopsis,
    durationSeconds: row.duration_seconds,
    artwork: toEpisodeArtwork(row.still),
    playable: row.playable,
  }
}
