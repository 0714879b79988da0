import db from '@adonisjs/lucid/services/db'
import type { AssetId, EpisodeId, PersonId, TitleId } from '#core/ids'
import type { SkipMarker } from '../skip_marker.js'

/** A film or an episode, as a play needs it. */
export interface WatchableItem {
  episodeId: EpisodeId | null
  /** Null while it has no video. */
  assetId: AssetId | null
  durationSeconds: number
  skipMarkers: SkipMarker[]
}

/** A film or a show, with what a taste may go by. */
export interface WatchableTitle {
  id: TitleId
  kind: 'film' | 'show'
  publishedAt: Date
  releaseYear: number | null
  genres: string[]
  people: PersonId[]
  /** The film, or the show's episodes in order. */
  items: WatchableItem[]
}

const ITEM = (alias: string, episodeId: string) => `jsonb_build_object(
  'episodeId', ${episodeId}, 'assetId', ${alias}.asset_id,
  'durationSeconds', ${alias}.duration_seconds::float8, 'skipMarkers', ${alias}.skip_markers)`

/** By `titles_newest`; episodes, genres and credits by the indexes of their titles. */
const LIST = `
  select t.id, t.kind, t.published_at as "publishedAt", t.release_year as "releaseYear",
    array(
      select g.genre_id from catalog.title_genres g where g.title_id = t.id order by g.position
    ) as genres,
    array(
      select c.person_id from catalog.credits c where c.title_id = t.id order by c.position
    ) as people,
    case t.kind when 'film' then jsonb_build_array(${ITEM('t', 'null')}) else (
      select coalesce(jsonb_agg(${ITEM('e', 'e.id')} order by e.season_number, e.number), '[]')
      from catalog.episodes e
      where e.title_id = t.id and e.state = 'published' and e.duration_seconds > 0
        and (e.asset_id is not null or not :onlyPlayable)
    ) end as items
  from catalog.titles t
  where t.state = 'published' and t.kind <> 'extra' and not t.windowed
    and (t.kind = 'show' or t.duration_seconds > 0 and (t.asset_id is not null or not :onlyPlayable))
  order by t.id`

/**
 * All published films and shows that may be watched everywhere, in the order of their ids. In a
 * catalogue in which nothing has video, as a generated one may be, those without video too.
 */
export class ListWatchable {
  async handle(): Promise<WatchableTitle[]> {
    const playable = await this.#list(true)
    return playable.length > 0 ? playable : this.#list(false)
  }

  async #list(onlyPlayable: boolean): Promise<WatchableTitle[]> {
    const { rows } = await db.rawQuery<{ rows: WatchableTitle[] }>(LIST, { onlyPlayable })
    return rows.filter(({ items }) => items.length > 0)
  }
}
