import db from '@adonisjs/lucid/services/db'
import type { EpisodeId, SeasonId, TitleId } from '#core/ids'
import type { StoredArtwork, TitleArtworkKind } from '../artwork/artwork_kind.js'
import {
  EPISODE_SNAPSHOT,
  iso,
  SEASON_SNAPSHOT,
  TITLE_SNAPSHOT,
  type EpisodeSnapshot,
  type TitleSnapshot,
  type Translations,
} from '../editing/snapshots.js'
import { E_TITLE_NOT_FOUND } from '../errors.js'
import type { ExtraKind, PublicationState, ScheduleFailure } from '../models/title.js'
import { MISSING_FIELDS } from '../publication.js'

export interface EditedExtraRow {
  id: TitleId
  name: string
  extraKind: ExtraKind
  state: PublicationState
  hasStream: boolean
  durationSeconds: number | null
  publishAt: string | null
  unpublishAt: string | null
  artwork: Partial<Record<TitleArtworkKind, StoredArtwork>>
}

export interface EditedEpisodeRow extends EpisodeSnapshot {
  id: EpisodeId
  durationSeconds: number | null
  scheduleFailure: ScheduleFailure | null
}

export interface EditedSeasonRow {
  id: SeasonId
  number: number
  name: string | null
  translations: Translations<{ name: string }>
  episodes: EditedEpisodeRow[]
}

export interface EditedTitleRow {
  id: TitleId
  version: number
  snapshot: TitleSnapshot
  duration_seconds: number | null
  audio_languages: string[]
  subtitle_languages: string[]
  schedule_failure: ScheduleFailure | null
  missing: string[]
  published_at: string | null
  created_at: string
  updated_at: string
  extras: EditedExtraRow[]
  seasons: EditedSeasonRow[]
}

const EDITED_TITLE = `
  select t.id, t.version, ${TITLE_SNAPSHOT} as snapshot,
    t.duration_seconds::float8 as duration_seconds, t.audio_languages, t.subtitle_languages,
    t.schedule_failure, ${MISSING_FIELDS} as missing, ${iso('t.published_at')} as published_at,
    ${iso('t.created_at')} as created_at, ${iso('t.updated_at')} as updated_at,
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', x.id, 'name', x.name, 'extraKind', x.extra_kind, 'state', x.state,
        'hasStream', x.asset_id is not null, 'durationSeconds', x.duration_seconds,
        'publishAt', ${iso('x.publish_at')}, 'unpublishAt', ${iso('x.unpublish_at')},
        'artwork', coalesce((
          select jsonb_object_agg(a.kind, jsonb_build_object(
            'hash', a.hash, 'widths', a.widths, 'preview', a.preview))
          from catalog.artwork a where a.title_id = x.id), '{}')) order by x.position, x.id)
      from catalog.titles x where x.parent_id = t.id), '[]') as extras,
    coalesce((
      select jsonb_agg(${SEASON_SNAPSHOT} || jsonb_build_object('id', s.id, 'episodes', coalesce((
        select jsonb_agg(${EPISODE_SNAPSHOT} || jsonb_build_object(
          'id', e.id, 'durationSeconds', e.duration_seconds,
          'scheduleFailure', e.schedule_failure) order by e.number)
        from catalog.episodes e where e.season_id = s.id), '[]')) order by s.number)
      from catalog.seasons s where s.title_id = t.id), '[]') as seasons
  from catalog.titles t where t.id = ?`

/** Everything of one title as editors see it, drafts included: one query, whatever it holds. */
export class FindEditedTitle {
  /** @throws E_TITLE_NOT_FOUND */
  async handle({ titleId }: { titleId: TitleId }): Promise<EditedTitleRow> {
    const { rows } = await db.rawQuery<{ rows: EditedTitleRow[] }>(EDITED_TITLE, [titleId])
    if (!rows[0]) throw new E_TITLE_NOT_FOUND()
    return rows[0]
  }
}
