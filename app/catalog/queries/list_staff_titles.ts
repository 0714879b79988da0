import db from '@adonisjs/lucid/services/db'
import { isId, type TitleId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import type { StoredArtwork } from '../artwork/artwork_kind.js'
import { iso } from '../editing/snapshots.js'
import type { PublicationState, ScheduleFailure, TitleKind } from '../models/title.js'
import { MISSING_FIELDS, missingParts, type MissingPart } from '../publication.js'
import { toTitleArtwork } from '../transformers/artwork_transformer.js'

/** A title as it stands in an editor's list. */
export interface StaffTitle {
  id: TitleId
  version: number
  kind: TitleKind
  state: PublicationState
  name: string
  releaseYear: number | null
  externalId: string | null
  announced: boolean
  publishAt: string | null
  unpublishAt: string | null
  scheduleFailure: ScheduleFailure | null
  missing: MissingPart[]
  poster: string | null
  posterSrcset: string | null
  posterPreview: string | null
  updatedAt: string
}

interface StaffTitleRow extends Omit<StaffTitle, 'missing' | 'poster'> {
  missing: string[]
  posterArtwork: StoredArtwork | null
  editedAt: string
}

export interface StaffTitlesAsked {
  state?: PublicationState
  kind?: TitleKind
  /** A part that is missing; `any` for some part, `none` for what is complete. */
  missing?: string
  /** `any` for what has a time ahead; `failed` for what could not be published at its time. */
  schedule?: 'any' | 'failed'
  /** Stands in its name, in any language, or is its external id. */
  text?: string
  cursor?: string
  limit: number
}

/** Titles for editors, what was edited last first. By `titles_edited`. */
export class ListStaffTitles {
  async handle(asked: StaffTitlesAsked): Promise<Page<StaffTitle>> {
    const { where, values } = conditionsOf(asked)
    const { rows } = await db.rawQuery<{ rows: StaffTitleRow[] }>(
      `select t.id, t.version, t.kind, t.state, t.name, t.release_year as "releaseYear",
         t.external_id as "externalId", t.announced, ${iso('t.publish_at')} as "publishAt",
         ${iso('t.unpublish_at')} as "unpublishAt", t.schedule_failure as "scheduleFailure",
         ${MISSING_FIELDS} as missing, ${iso('t.updated_at')} as "updatedAt",
         ${exact('t.updated_at')} as "editedAt",
         (select jsonb_build_object('hash', a.hash, 'widths', a.widths, 'preview', a.preview)
          from catalog.artwork a where a.title_id = t.id and a.kind = 'poster') as "posterArtwork"
       from catalog.titles t
       where ${where.join(' and ') || 'true'}
       order by t.updated_at desc, t.id desc limit ?`,
      [...values, asked.limit + 1]
    )
    return toPage(rows, asked.limit, (row) => [row.editedAt, row.id], toStaffTitle)
  }
}

/** A time to the microsecond, as PostgreSQL keeps it, so that a page begins right behind the last. */
export const exact = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const EXACT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/

/** @throws E_INVALID_REQUEST when the cursor is not one of a list by time of the last edit */
export function editedCursor(cursor: string | undefined): [string, string] | null {
  const key = decodeCursor(cursor, 2)
  if (!key) return null
  const [editedAt, id] = key
  const isTime = EXACT.test(String(editedAt)) && !Number.isNaN(Date.parse(String(editedAt)))
  if (isTime && isId(id)) return [String(editedAt), id]
  throw new E_INVALID_REQUEST({
    fields: [{ field: 'cursor', message: 'This cursor is not one that a list gave.' }],
  })
}

/** A pattern for `ilike` that finds the text as it is, wherever it stands. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

function conditionsOf({ state, kind, missing, schedule, text, cursor }: StaffTitlesAsked) {
  const where: string[] = []
  const values: string[] = []
  const ask = (condition: string, ...asked: string[]) => {
    where.push(condition)
    values.push(...asked)
  }
  if (state) ask('t.state = ?', state)
  if (kind) ask('t.kind = ?', kind)
  if (missing === 'any') ask(`cardinality(${MISSING_FIELDS}) > 0`)
  else if (missing === 'none') ask(`cardinality(${MISSING_FIELDS}) = 0`)
  else if (missing) ask(`? = any(${MISSING_FIELDS})`, missing)
  if (schedule === 'any') ask('(t.publish_at is not null or t.unpublish_at is not null)')
  if (schedule === 'failed') ask('t.schedule_failure is not null')
  if (text) {
    ask(
      `(t.name ilike ? or t.external_id = ? or exists (
         select from catalog.title_translations x where x.title_id = t.id and x.name ilike ?))`,
      ...[containing(text), text, containing(text)]
    )
  }
  const after = editedCursor(cursor)
  if (after) ask('(t.updated_at, t.id) < (?::timestamptz, ?::uuid)', ...after)
  return { where, values }
}

function toStaffTitle({ editedAt: _, posterArtwork, missing, ...row }: StaffTitleRow): StaffTitle {
  const { poster, posterSrcset, posterPreview } = toTitleArtwork(
    posterArtwork ? { poster: posterArtwork } : {}
  )
  return { ...row, missing: missingParts(missing), poster, posterSrcset, posterPreview }
}
