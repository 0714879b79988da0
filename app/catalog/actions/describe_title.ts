import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId, type TitleId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'
import type { AvailabilityWindow, TitleTexts, Translations } from '../editing/snapshots.js'
import { ageOfRating } from '../rating_systems.js'

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
  /** Of a person that the catalogue knows; without it, the name finds or begins one. */
  personId?: string
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
  tags?: string[]
  /** In the order in which they are shown. */
  credits?: Credit[]
  attribution?: string | null
  /** Whether viewers see, before it is published, that it is coming. */
  announced?: boolean
  /** Its id in the system that it is imported from. */
  externalId?: string | null
  /** One per country at most; ages follow from the labels. */
  ratings?: { country: string; system: string; label: string }[]
  /** Where and when it may be shown; none for everywhere, always. */
  availability?: AvailabilityWindow[]
  translations?: Translations<Partial<TitleTexts> & { name: string }>
}

/** What is said of a title in rows of other tables. */
export type TitleParts = Pick<
  TitleDescription,
  'genres' | 'tags' | 'credits' | 'ratings' | 'availability' | 'translations'
>

/**
 * Makes these the parts of a title. What is left out stays as it is.
 * @throws E_INVALID_REQUEST when a rating is none of its system's, or a person is not known
 */
export async function writeParts(
  trx: TransactionClientContract,
  titleId: TitleId,
  { genres, tags, credits, ratings, availability, translations }: TitleParts
): Promise<void> {
  if (genres) await writeGenres(trx, titleId, genres)
  if (tags) await writeTags(trx, titleId, tags)
  if (credits) await writeCredits(trx, titleId, credits)
  if (ratings) await writeRatings(trx, titleId, ratings)
  if (availability) await writeAvailability(trx, titleId, availability)
  if (translations) await writeTranslations(trx, titleId, translations)
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
async function writeGenres(
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

/** The same for tags, which have no order. */
async function writeTags(
  trx: TransactionClientContract,
  titleId: TitleId,
  names: string[]
): Promise<void> {
  const tags = new Map(names.map((name) => [genreId(name), name.trim()]))
  await trx.from('catalog.title_tags').where('title_id', titleId).delete()
  if (tags.size === 0) return
  await trx.rawQuery(
    `insert into catalog.tags (id, name) select * from unnest(?::text[], ?::text[])
     on conflict (id) do nothing`,
    [[...tags.keys()], [...tags.values()]]
  )
  await trx
    .insertQuery()
    .table('catalog.title_tags')
    .multiInsert([...tags.keys()].map((id) => ({ title_id: titleId, tag_id: id })))
}

async function writeRatings(
  trx: TransactionClientContract,
  titleId: TitleId,
  ratings: NonNullable<TitleDescription['ratings']>
): Promise<void> {
  const aged = ratings.map((rating, index) => {
    const answer = ageOfRating(rating)
    if ('age' in answer) return { ...rating, age: answer.age }
    const field = { field: `ratings.${index}.${answer.field}`, message: answer.message }
    throw new E_INVALID_REQUEST({ detail: answer.message, fields: [field] })
  })
  const byCountry = Object.fromEntries(aged.map(({ country, age }) => [country, age]))
  if (Object.keys(byCountry).length < aged.length) {
    const message = 'A country has one rating at most.'
    throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'ratings', message }] })
  }
  await trx.from('catalog.title_ratings').where('title_id', titleId).delete()
  if (aged.length > 0) {
    await trx
      .insertQuery()
      .table('catalog.title_ratings')
      .multiInsert(aged.map((rating) => ({ title_id: titleId, ...rating })))
  }
  await trx
    .from('catalog.titles')
    .where('id', titleId)
    .update({ maturity_by_country: JSON.stringify(byCountry) })
}

async function writeAvailability(
  trx: TransactionClientContract,
  titleId: TitleId,
  windows: AvailabilityWindow[]
): Promise<void> {
  await trx.from('catalog.availability').where('title_id', titleId).delete()
  if (windows.length > 0) {
    await trx
      .insertQuery()
      .table('catalog.availability')
      .multiInsert(
        windows.map(({ country, startsAt, endsAt }) => ({
          ...{ id: newId(), title_id: titleId, country, starts_at: startsAt },
          ends_at: endsAt ?? null,
        }))
      )
  }
  const windowed = { windowed: windows.length > 0 }
  await trx.from('catalog.titles').where('id', titleId).update(windowed)
}

async function writeTranslations(
  trx: TransactionClientContract,
  titleId: TitleId,
  translations: NonNullable<TitleDescription['translations']>
): Promise<void> {
  await trx.from('catalog.title_translations').where('title_id', titleId).delete()
  const rows = Object.entries(translations).map(([language, { name, tagline, synopsis }]) => ({
    ...{ title_id: titleId, language, name },
    ...{ tagline: tagline ?? null, synopsis: synopsis ?? null },
  }))
  if (rows.length === 0) return
  await trx.insertQuery().table('catalog.title_translations').multiInsert(rows)
}

/** Makes these the credits of a title. A name that the catalogue knows stands for that person. */
async function writeCredits(
  trx: TransactionClientContract,
  titleId: TitleId,
  credits: Credit[]
): Promise<void> {
  await trx.from('catalog.credits').where('title_id', titleId).delete()
  if (credits.length === 0) return
  await refuseUnknownPeople(trx, credits)
  const nameless = credits.filter((credit) => credit.personId === undefined)
  const names = [...new Set(nameless.map((credit) => credit.name.trim()))]
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
        person_id: credit.personId ?? ids.get(credit.name.trim()),
        role: credit.role,
        character: credit.character ?? null,
      }))
    )
}

async function refuseUnknownPeople(
  trx: TransactionClientContract,
  credits: Credit[]
): Promise<void> {
  const named = credits.flatMap(({ personId }) => (personId ? [personId] : []))
  if (named.length === 0) return
  const known = await trx.from('catalog.people').select('id').whereIn('id', named)
  const ids = new Set(known.map((person: { id: string }) => person.id))
  const fields = credits.flatMap(({ personId }, index) =>
    personId && !ids.has(personId)
      ? [{ field: `credits.${index}.personId`, message: 'There is no such person.' }]
      : []
  )
  if (fields.length > 0) throw new E_INVALID_REQUEST({ fields })
}
