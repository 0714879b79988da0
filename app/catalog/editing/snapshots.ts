import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { CollectionId, EpisodeId, SeasonId, TitleId } from '#core/ids'
import type { StoredArtwork, TitleArtworkKind } from '../artwork/artwork_kind.js'
import type { Credit } from '../actions/describe_title.js'
import type { ExtraKind, PublicationState, TitleKind } from '../models/title.js'
import type { SkipMarker } from '../skip_marker.js'

/** A time as the API writes it: ISO 8601, UTC, milliseconds. */
export const iso = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Texts by language (BCP 47). */
export type Translations<Texts> = Record<string, Texts>

export interface TitleTexts {
  name: string
  tagline: string | null
  synopsis: string | null
}

export interface EpisodeTexts {
  name: string
  synopsis: string | null
}

export interface Rating {
  /** ISO 3166-1 alpha-2. */
  country: string
  system: string
  label: string
  /** Years. */
  age: number
}

/** `country` may be `*`, for all; without an end a window stays open. ISO 8601. */
export interface AvailabilityWindow {
  country: string
  startsAt: string
  endsAt: string | null
}

/** Everything that editors say of a title by itself: what its history compares. */
export interface TitleSnapshot extends TitleTexts {
  kind: TitleKind
  state: PublicationState
  externalId: string | null
  language: string
  releaseYear: number | null
  maturity: number | null
  attribution: string | null
  parentId: TitleId | null
  extraKind: ExtraKind | null
  position: number | null
  announced: boolean
  publishAt: string | null
  unpublishAt: string | null
  assetId: string | null
  skipMarkers: SkipMarker[]
  genres: string[]
  tags: string[]
  credits: (Required<Credit> & { personId: string })[]
  translations: Translations<TitleTexts>
  ratings: Rating[]
  availability: AvailabilityWindow[]
  artwork: Partial<Record<TitleArtworkKind, StoredArtwork>>
}

/** As one JSON value, of `catalog.titles t`. */
export const TITLE_SNAPSHOT = `jsonb_build_object(
  'kind', t.kind, 'state', t.state, 'externalId', t.external_id, 'language', t.language,
  'name', t.name, 'tagline', t.tagline, 'synopsis', t.synopsis, 'releaseYear', t.release_year,
  'maturity', t.maturity, 'attribution', t.attribution, 'parentId', t.parent_id,
  'extraKind', t.extra_kind, 'position', t.position, 'announced', t.announced,
  'publishAt', ${iso('t.publish_at')}, 'unpublishAt', ${iso('t.unpublish_at')},
  'assetId', t.asset_id, 'skipMarkers', t.skip_markers,
  'genres', array(
    select g.name from catalog.title_genres tg join catalog.genres g on g.id = tg.genre_id
    where tg.title_id = t.id order by tg.position),
  'tags', array(
    select g.name from catalog.title_tags tt join catalog.tags g on g.id = tt.tag_id
    where tt.title_id = t.id order by g.name),
  'credits', coalesce((
    select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.name, 'role', c.role,
      'character', c.character) order by c.position)
    from catalog.credits c join catalog.people p on p.id = c.person_id
    where c.title_id = t.id), '[]'),
  'translations', coalesce((
    select jsonb_object_agg(x.language, jsonb_build_object(
      'name', x.name, 'tagline', x.tagline, 'synopsis', x.synopsis))
    from catalog.title_translations x where x.title_id = t.id), '{}'),
  'ratings', coalesce((
    select jsonb_agg(jsonb_build_object('country', r.country, 'system', r.system,
      'label', r.label, 'age', r.age) order by r.country)
    from catalog.title_ratings r where r.title_id = t.id), '[]'),
  'availability', coalesce((
    select jsonb_agg(jsonb_build_object('country', w.country,
      'startsAt', ${iso('w.starts_at')}, 'endsAt', ${iso('w.ends_at')})
      order by w.country, w.starts_at)
    from catalog.availability w where w.title_id = t.id), '[]'),
  'artwork', coalesce((
    select jsonb_object_agg(a.kind, jsonb_build_object(
      'hash', a.hash, 'widths', a.widths, 'preview', a.preview))
    from catalog.artwork a where a.title_id = t.id), '{}'))`

/** As one JSON value, of `catalog.seasons s`. */
export const SEASON_SNAPSHOT = `jsonb_build_object(
  'number', s.number, 'name', s.name,
  'translations', coalesce((
    select jsonb_object_agg(x.language, jsonb_build_object('name', x.name))
    from catalog.season_translations x where x.season_id = s.id), '{}'))`

export interface EpisodeSnapshot extends EpisodeTexts {
  number: number
  state: PublicationState
  publishAt: string | null
  unpublishAt: string | null
  assetId: string | null
  skipMarkers: SkipMarker[]
  translations: Translations<EpisodeTexts>
  still: StoredArtwork | null
}

/** As one JSON value, of `catalog.episodes e`. */
export const EPISODE_SNAPSHOT = `jsonb_build_object(
  'number', e.number, 'state', e.state, 'name', e.name, 'synopsis', e.synopsis,
  'publishAt', ${iso('e.publish_at')}, 'unpublishAt', ${iso('e.unpublish_at')},
  'assetId', e.asset_id, 'skipMarkers', e.skip_markers,
  'translations', coalesce((
    select jsonb_object_agg(x.language, jsonb_build_object('name', x.name, 'synopsis', x.synopsis))
    from catalog.episode_translations x where x.episode_id = e.id), '{}'),
  'still', (
    select jsonb_build_object('hash', a.hash, 'widths', a.widths, 'preview', a.preview)
    from catalog.artwork a where a.episode_id = e.id and a.kind = 'still'))`

export interface CollectionTexts {
  name: string
  description: string | null
}

export interface CollectionSnapshot extends CollectionTexts {
  state: PublicationState
  externalId: string | null
  language: string
  homePosition: number | null
  translations: Translations<CollectionTexts>
  titleIds: TitleId[]
}

/** As one JSON value, of `catalog.collections c`. */
export const COLLECTION_SNAPSHOT = `jsonb_build_object(
  'state', c.state, 'externalId', c.external_id, 'language', c.language, 'name', c.name,
  'description', c.description, 'homePosition', c.home_position,
  'translations', coalesce((
    select jsonb_object_agg(x.language, jsonb_build_object(
      'name', x.name, 'description', x.description))
    from catalog.collection_translations x where x.collection_id = c.id), '{}'),
  'titleIds', array(
    select ct.title_id from catalog.collection_titles ct
    where ct.collection_id = c.id order by ct.position))`

/** What a change is about. */
export type Subject =
  | { entity: 'title'; id: TitleId }
  | { entity: 'season'; id: SeasonId }
  | { entity: 'episode'; id: EpisodeId }
  | { entity: 'collection'; id: CollectionId }

const SNAPSHOTS = {
  title: `select ${TITLE_SNAPSHOT} as snapshot from catalog.titles t where t.id = ?`,
  season: `select ${SEASON_SNAPSHOT} as snapshot from catalog.seasons s where s.id = ?`,
  episode: `select ${EPISODE_SNAPSHOT} as snapshot from catalog.episodes e where e.id = ?`,
  collection: `select ${COLLECTION_SNAPSHOT} as snapshot from catalog.collections c where c.id = ?`,
} as const

/** What is said of something now, as a transaction sees it; null when it is not there. */
export async function snapshotOf(
  client: QueryClientContract,
  { entity, id }: Subject
): Promise<Record<string, unknown> | null> {
  const { rows } = await client.rawQuery<{ rows: { snapshot: Record<string, unknown> }[] }>(
    SNAPSHOTS[entity],
    [id]
  )
  return rows[0]?.snapshot ?? null
}
