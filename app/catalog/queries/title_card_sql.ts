import type { TitleId } from '#core/ids'
import type { StoredArtwork, TitleArtworkKind } from '../artwork/artwork_kind.js'
import type { TitleKind } from '../models/title.js'
import { GENRE_NAME, MATURITY_HERE } from './viewing_sql.js'

/** What a title card is made from: one row, whatever the title has. */
export interface TitleCardRow {
  id: TitleId
  kind: TitleKind
  name: string
  tagline: string | null
  release_year: number | null
  maturity: number | null
  duration_seconds: number | null
  genres: string[]
  artwork: Partial<Record<TitleArtworkKind, StoredArtwork>>
  playable: boolean
  published_at: Date | null
  /** Of a title that is not out yet, when it will be. */
  available_from: Date | null
}

/**
 * Columns of a `TitleCardRow`, of `catalog.titles t` with its texts `tr`, under the values of
 * `viewingValues`.
 */
export const TITLE_CARD_COLUMNS = `
  t.id, t.kind, coalesce(tr.name, t.name) as name,
  case when tr.name is null then t.tagline else tr.tagline end as tagline,
  t.release_year, ${MATURITY_HERE} as maturity, t.published_at,
  case when t.state = 'draft' then t.publish_at end as available_from,
  t.duration_seconds::float8 as duration_seconds,
  array(
    select ${GENRE_NAME} from catalog.title_genres tg join catalog.genres g on g.id = tg.genre_id
    where tg.title_id = t.id order by tg.position
  ) as genres,
  coalesce((
    select jsonb_object_agg(a.kind, jsonb_build_object(
      'hash', a.hash, 'widths', a.widths, 'preview', a.preview))
    from catalog.artwork a where a.title_id = t.id
  ), '{}') as artwork,
  t.state = 'published' and (t.asset_id is not null or exists (
    select from catalog.episodes e
    where e.title_id = t.id and e.state = 'published' and e.asset_id is not null
  )) as playable`
