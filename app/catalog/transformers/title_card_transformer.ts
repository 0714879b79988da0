import type { TitleId } from '#core/ids'
import type { TitleKind } from '../models/title.js'
import type { TitleCardRow } from '../queries/title_card_sql.js'
import { toTitleArtwork, type TitleArtwork } from './artwork_transformer.js'

/** A title as it stands on a rail or in a list. */
export interface TitleCard {
  id: TitleId
  kind: TitleKind
  name: string
  tagline: string | null
  releaseYear: number | null
  /** The youngest age it is for, in years. */
  maturity: number | null
  genres: string[]
  /** Of a film. Null for a show. */
  durationSeconds: number | null
  artwork: TitleArtwork
  playable: boolean
  /** When a title that is not out yet will be, if that is known. ISO 8601 */
  availableFrom: string | null
}

export function toTitleCard(row: TitleCardRow): TitleCard {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    tagline: row.tagline,
    releaseYear: row.release_year,
    maturity: row.maturity,
    genres: row.genres,
    durationSeconds: row.duration_seconds,
    artwork: toTitleArtwork(row.artwork),
    playable: row.playable,
    availableFrom: row.available_from?.toISOString() ?? null,
  }
}
