import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId, type TitleId } from '#core/ids'

export const CREDIT_ROLES = [
  'actor',
  'director',
  'writer',
  'producer',
  'composer',
  'studio',
] as const

/** A person's part in a title. `character` is whom an actor plays. */
export interface Credit {
  name: string
  role: (typeof CREDIT_ROLES)[number]
  character?: string | null
}

/** What editors say of a title, beyond what kind of title it is. */
export interface TitleDescription {
  name: string
  tagline?: string | null
  synopsis?: string | null
  /** BCP 47, of the three texts above. */
  language?: string
  releaseYear?: number | null
  /** The youngest age it is for, 0 to 18 years. */
  maturity?: number | null
  /** Names, the main one first. */
  genres?: string[]
  /** In the order in which they are shown. */
  credits?: Credit[]
  attribution?: string | null
}

/** `Science fiction` is the genre `science-fiction`, however it is written. */
export function genreId(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

/** Makes these the genres of a title; genres that are new to the catalogue are added to it. */
export async function writeGenres(
  trx: TransactionClientContract,
  titleId: TitleId,
  names: string[]
): Promise<void> {
  const genres = new Map(names.map((name) => [genreId(name), name.trim()]))
  await trx.from('catalog.title_genres').where('title_id', titleId).delete()
  if (genres.size === 0) return
  await trx.rawQuery(
    `insert into catalog.genres (id, name) select * from unnest(?::text[], ?::text[])
     on conflict (id) do nothing`,
    [[...genres.keys()], [...genres.values()]]
  )
  await trx
    .insertQuery()
    .table('catalog.title_genres')
    .multiInsert(
      [...genres.keys()].map((id, position) => ({ title_id: titleId, genre_id: id, position }))
    )
}

/** Makes these the credits of a title. A name that the catalogue knows stands for that person. */
export async function writeCredits(
  trx: TransactionClientContract,
  titleId: TitleId,
  credits: Credit[]
): Promise<void> {
  await trx.from('catalog.credits').where('title_id', titleId).delete()
  if (credits.length === 0) return
  const names = [...new Set(credits.map((credit) => credit.name.trim()))]
  const known: { id: string; name: string }[] = await trx
    .from('catalog.people')
    .select('id', 'name')
    .whereIn('name', names)
    .orderBy('id', 'desc')
  const ids = new Map(known.map((person) => [person.name, person.id]))
  const unknown = names.filter((name) => !ids.has(name)).map((name) => ({ id: newId(), name }))
  if (unknown.length > 0) await trx.insertQuery().table('catalog.people').multiInsert(unknown)
  for (const person of unknown) ids.set(person.name, person.id)
  await trx
    .insertQuery()
    .table('catalog.credits')
    .multiInsert(
      credits.map((credit, position) => ({
        title_id: titleId,
        position,
        person_id: ids.get(credit.name.trim()),
        role: credit.role,
        character: credit.character ?? null,
      }))
    )
}
