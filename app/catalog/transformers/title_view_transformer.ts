import type { EpisodeId, PersonId, SeasonId, TitleId } from '#core/ids'
import type { ExtraKind } from '../models/title.js'
import type {
  PageCreditRow,
  PageEpisodeRow,
  PageExtraRow,
  TitlePageRows,
} from '../queries/find_shared_title_page.js'
import { toEpisodeArtwork, type EpisodeArtwork, type TitleArtwork } from './artwork_transformer.js'
import { toTitleCard, type TitleCard } from './title_card_transformer.js'

export interface ViewedEpisode {
  id: EpisodeId
  number: number
  name: string
  synopsis: string | null
  durationSeconds: number | null
  artwork: EpisodeArtwork
  playable: boolean
}

export interface ViewedSeason {
  id: SeasonId
  number: number
  name: string | null
  episodes: ViewedEpisode[]
}

/** A trailer, or something beside the title. */
export interface Extra {
  id: TitleId
  kind: ExtraKind
  name: string
  durationSeconds: number | null
  artwork: TitleArtwork
}

/** What all viewers of a country and language see of a title. */
export interface ViewedTitle extends TitleCard {
  synopsis: string | null
  language: string
  /** Of a film; null for a show. */
  runtimeSeconds: number | null
  /** As the viewer's country rates it. */
  rating: { system: string; label: string; age: number } | null
  genreLinks: { id: string; name: string }[]
  tags: { id: string; name: string }[]
  audioLanguages: string[]
  subtitleLanguages: string[]
  cast: { personId: PersonId; name: string; character: string | null }[]
  credits: { personId: PersonId; name: string; role: string }[]
  /** Words that a licence asks to be shown with the film. */
  attribution: string | null
  extras: Extra[]
  seasons: ViewedSeason[]
}

/** Only seasons that have something in them. */
export function toViewedTitle({ title, credits, episodes, extras }: TitlePageRows): ViewedTitle {
  const isCast = (credit: PageCreditRow) => credit.role === 'actor'
  return {
    ...toTitleCard(title),
    synopsis: title.synopsis,
    language: title.language,
    runtimeSeconds: title.duration_seconds,
    rating: title.rating,
    genreLinks: title.genre_links,
    tags: title.tags,
    audioLanguages: title.audio_languages,
    subtitleLanguages: title.subtitle_languages,
    cast: credits
      .filter(isCast)
      .map(({ person_id: personId, name, character }) => ({ personId, name, character })),
    credits: credits
      .filter((credit) => !isCast(credit))
      .map(({ person_id: personId, name, role }) => ({ personId, name, role })),
    attribution: title.attribution,
    extras: extras.map(toExtra),
    seasons: seasonsOf(episodes),
  }
}

function toExtra(row: PageExtraRow): Extra {
  const { id, name, durationSeconds, artwork } = toTitleCard(row)
  return { id, kind: row.extra_kind, name, durationSeconds, artwork }
}

function seasonsOf(rows: PageEpisodeRow[]): ViewedSeason[] {
  const seasons = new Map<SeasonId, ViewedSeason>()
  for (const row of rows) {
    const season = seasons.get(row.season_id) ?? {
      id: row.season_id,
      number: row.season_number,
      name: row.season_name,
      episodes: [],
    }
    seasons.set(row.season_id, season)
    season.episodes.push({
      id: row.id,
      number: row.number,
      name: row.name,
      synopsis: row.synopsis,
      durationSeconds: row.duration_seconds,
      artwork: toEpisodeArtwork(row.still),
      playable: row.playable,
    })
  }
  return [...seasons.values()]
}
