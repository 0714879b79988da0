import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { TitleId } from '#core/ids'
import { E_CATALOG_INCOMPLETE } from './errors.js'

/** A part that a title needs before viewers may see it. `field` is its place in the editor's JSON. */
export interface MissingPart {
  field: string
  message: string
}

interface NeededPart extends MissingPart {
  /** SQL: whose part it is. */
  of: string
  /** SQL: whether `catalog.titles t` has it. */
  there: string
}

const FILM_OR_SHOW = `t.kind in ('film', 'show')`

/**
 * What publishing asks for. An extra has its name and its parent's rating already. A translation is
 * never asked for, as there is always a language to fall back on.
 */
const NEEDED: readonly NeededPart[] = [
  {
    ...{ field: 'synopsis', message: 'Say what it is about.', of: FILM_OR_SHOW },
    there: `coalesce(trim(t.synopsis), '') <> ''`,
  },
  {
    ...{ field: 'releaseYear', message: 'Give the year of its release.', of: FILM_OR_SHOW },
    there: 't.release_year is not null',
  },
  {
    ...{ field: 'maturity', message: 'Give the youngest age that it is for.', of: FILM_OR_SHOW },
    there: 't.maturity is not null',
  },
  {
    ...{ field: 'genres', message: 'Give at least one genre.', of: FILM_OR_SHOW },
    there: 'exists (select from catalog.title_genres g where g.title_id = t.id)',
  },
  {
    ...{ field: 'artwork.poster', message: 'Add a poster.', of: FILM_OR_SHOW },
    there: hasArtwork('poster'),
  },
  {
    ...{ field: 'artwork.backdrop', message: 'Add a backdrop.', of: FILM_OR_SHOW },
    there: hasArtwork('backdrop'),
  },
  {
    ...{ field: 'stream', message: 'Upload the video.', of: `t.kind in ('film', 'extra')` },
    there: 't.asset_id is not null',
  },
  {
    ...{ field: 'seasons', message: 'Upload at least one episode.', of: `t.kind = 'show'` },
    there:
      'exists (select from catalog.episodes e where e.title_id = t.id and e.asset_id is not null)',
  },
]

function hasArtwork(kind: string): string {
  return `exists (select from catalog.artwork a where a.title_id = t.id and a.kind = '${kind}')`
}

const MESSAGES = new Map(NEEDED.map(({ field, message }) => [field, message]))

export const NEEDED_FIELDS = [...MESSAGES.keys()]

/** SQL: the fields that `catalog.titles t` still needs to be published. */
export const MISSING_FIELDS = `array_remove(array[
  ${NEEDED.map(({ field, of, there }) => `case when ${of} and not (${there}) then '${field}' end`).join(',\n  ')}
]::text[], null)`

/** The same with words for an editor. */
export function missingParts(fields: readonly string[]): MissingPart[] {
  return fields.map((field) => ({ field, message: MESSAGES.get(field) ?? field }))
}

/** What a title still needs to be published, as a transaction sees it; empty when complete. */
export async function missingForPublication(
  client: QueryClientContract,
  titleId: TitleId
): Promise<MissingPart[]> {
  const { rows } = await client.rawQuery<{ rows: { missing: string[] }[] }>(
    `select ${MISSING_FIELDS} as missing from catalog.titles t where t.id = ?`,
    [titleId]
  )
  return missingParts(rows[0]?.missing ?? [])
}

/**
 * Looks, after a change of these fields, whether a published title has lost one that it needs. What it
 * lacks besides, as an invented title without a video does, keeps nobody from editing it.
 * @throws E_CATALOG_INCOMPLETE
 */
export async function refuseLoss(
  client: QueryClientContract,
  titleId: TitleId,
  changed: readonly string[]
): Promise<void> {
  const missing = await missingForPublication(client, titleId)
  const lost = missing.filter(({ field }) => changed.includes(field))
  if (lost.length > 0) throw new E_CATALOG_INCOMPLETE({ fields: lost })
}
