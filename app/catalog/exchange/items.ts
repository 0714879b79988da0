import vine from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import { EXTRA_KINDS } from '../models/title.js'
import { LANGUAGE } from '../validators/identifiers.js'
import { description, name, number, synopsis, tagline, time, words } from '../validators/editing.js'

/**
 * What catalogues are exchanged as, whatever the format: one item per title, season, episode,
 * collection, genre or tag. A title is named by its external id; one that has none goes out under
 * its own id, and is found by it again. Media, and whether viewers see it, are not exchanged.
 */
const key = () =>
  vine
    .string()
    .trim()
    .minLength(1)
    .maxLength(200)
    .regex(/^[^\0]*$/)

/** Texts under the tags of languages (BCP 47). */
const byLanguage = <Texts extends SchemaTypes>(texts: Texts) =>
  vine
    .record(texts)
    .validateKeys((keys, field) => {
      const wrong = keys.find((tag) => !LANGUAGE.test(tag))
      if (wrong !== undefined) field.report('A key must be a language tag', 'language', field)
    })
    .optional()

const schedule = {
  publishAt: time().nullable().optional(),
  unpublishAt: time().nullable().optional(),
}
const nameByLanguage = () => byLanguage(vine.object({ name: name() }))

const title = {
  ...description,
  ...schedule,
  externalId: key(),
  name: name(),
  translations: byLanguage(vine.object({ name: name(), tagline: tagline(), synopsis: synopsis() })),
}

/** Each kind of item with its validator. */
export const ITEM_VALIDATORS = {
  genre: vine.create({
    kind: vine.literal('genre'),
    externalId: key(),
    name: name().maxLength(60),
    translations: nameByLanguage(),
  }),
  tag: vine.create({
    kind: vine.literal('tag'),
    externalId: key(),
    name: name().maxLength(60),
    translations: nameByLanguage(),
  }),
  film: vine.create({ kind: vine.literal('film'), ...title }),
  show: vine.create({ kind: vine.literal('show'), ...title }),
  extra: vine.create({
    kind: vine.literal('extra'),
    ...title,
    parent: key(),
    extraKind: vine.enum(EXTRA_KINDS),
    position: number().optional(),
  }),
  season: vine.create({
    kind: vine.literal('season'),
    show: key(),
    number: number(),
    name: name().nullable().optional(),
    translations: nameByLanguage(),
  }),
  episode: vine.create({
    kind: vine.literal('episode'),
    show: key(),
    season: number(),
    number: number(),
    name: name(),
    synopsis: synopsis(),
    skipMarkers: description.skipMarkers,
    ...schedule,
    translations: byLanguage(vine.object({ name: name(), synopsis: synopsis() })),
  }),
  collection: vine.create({
    kind: vine.literal('collection'),
    externalId: key(),
    name: name(),
    description: words(1000).nullable().optional(),
    language: description.language,
    homePosition: number().nullable().optional(),
    titles: vine.array(key()).distinct().maxLength(500).optional(),
    translations: byLanguage(
      vine.object({ name: name(), description: words(1000).nullable().optional() })
    ),
  }),
}

export type ItemKind = keyof typeof ITEM_VALIDATORS
export type Item<Kind extends ItemKind = ItemKind> = {
  [K in Kind]: Infer<(typeof ITEM_VALIDATORS)[K]>
}[Kind]

export const ITEM_KINDS = Object.keys(ITEM_VALIDATORS) as ItemKind[]

/** Where in a file something is wrong, and what. Lines count from 1; no column for a whole row. */
export interface ImportProblem {
  line: number
  column: string | null
  message: string
}

/** One item of a file as it was read, not checked yet. */
export interface ReadItem {
  line: number
  value: Record<string, unknown>
  /** Why it cannot be read. */
  broken?: string
  /** The name in the file of a field of the item, for example `release_year` of `releaseYear`. */
  columnOf?: (field: string) => string
}

/** A file that cannot be read to its end. */
export class UnreadableFile extends Error {
  constructor(
    message: string,
    readonly line = 1,
    readonly column: string | null = null
  ) {
    super(message)
  }
}

export const EXCHANGE_FORMATS = ['csv', 'json', 'mrss'] as const
export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number]
