import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { TitleId } from '#core/ids'
import type { TitleKind } from './models/title.js'

/** What a title has, of what publishing asks for. */
export interface PublicationParts {
  kind: TitleKind
  synopsis: string | null
  releaseYear: number | null
  maturity: number | null
  hasGenre: boolean
  hasPoster: boolean
  hasBackdrop: boolean
  /** Of a film. */
  hasStream: boolean
  /** Of a show: one with a video. */
  hasEpisode: boolean
}

/** A part that a title needs before viewers may see it. `field` is its place in the editor's JSON. */
export interface MissingPart {
  field: string
  message: string
}

/** What a title still needs to be published; empty when it is complete. */
export function missingForPublication(parts: PublicationParts): MissingPart[] {
  const asked: [boolean, string, string][] = [
    [Boolean(parts.synopsis?.trim()), 'synopsis', 'Say what it is about.'],
    [parts.releaseYear !== null, 'releaseYear', 'Give the year of its release.'],
    [parts.maturity !== null, 'maturity', 'Give the youngest age that it is for.'],
    [parts.hasGenre, 'genres', 'Give at least one genre.'],
    [parts.hasPoster, 'artwork.poster', 'Add a poster.'],
    [parts.hasBackdrop, 'artwork.backdrop', 'Add a backdrop.'],
    parts.kind === 'film'
      ? [parts.hasStream, 'stream', 'Upload the film.']
      : [parts.hasEpisode, 'seasons', 'Upload at least one episode.'],
  ]
  return asked.filter(([there]) => !there).map(([, field, message]) => ({ field, message }))
}

/** The parts of a title as a transaction sees them; null when there is no such title. */
export async function publicationPartsOf(
  client: QueryClientContract,
  titleId: TitleId
): Promise<PublicationParts | null> {
  const { rows } = await client.rawQuery<{ rows: PublicationParts[] }>(
    `select t.kind, t.synopsis, t.release_year as "releaseYear", t.maturity,
       t.asset_id is not null as "hasStream",
       exists (select from catalog.title_genres g where g.title_id = t.id) as "hasGenre",
       exists (select from catalog.artwork a where a.title_id = t.id and a.kind = 'poster')
         as "hasPoster",
       exists (select from catalog.artwork a where a.title_id = t.id and a.kind = 'backdrop')
         as "hasBackdrop",
       exists (select from catalog.episodes e where e.title_id = t.id and e.asset_id is not null)
         as "hasEpisode"
     from catalog.titles t where t.id = ?`,
    [titleId]
  )
  return rows[0] ?? null
}
