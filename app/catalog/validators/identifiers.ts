import vine from '@vinejs/vine'
import type { CollectionId, EpisodeId, PersonId, SeasonId, TitleId } from '#core/ids'
import { TITLE_ARTWORK } from '../artwork/artwork_kind.js'

/** A UUID in a route. */
const id = <I extends string>() =>
  vine
    .string()
    .uuid()
    .toLowerCase()
    .transform((value) => value as I)

export const titleParams = vine.create({ titleId: id<TitleId>() })
export const seasonParams = vine.create({ seasonId: id<SeasonId>() })
export const episodeParams = vine.create({ episodeId: id<EpisodeId>() })

export const titleArtworkParams = vine.create({
  titleId: id<TitleId>(),
  kind: vine.enum(TITLE_ARTWORK),
})
export const collectionParams = vine.create({ collectionId: id<CollectionId>() })
export const personParams = vine.create({ personId: id<PersonId>() })

export const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/

/** A language tag (BCP 47), as `pt-BR`. */
export const language = () => vine.string().regex(LANGUAGE).maxLength(35)

/** The id of a genre or a tag: its name in lower case, its words joined by hyphens. */
const word = () =>
  vine
    .string()
    .maxLength(100)
    .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u)

export const genreParams = vine.create({ genreId: word() })
export const tagParams = vine.create({ tagId: word() })
export const titleLanguageParams = vine.create({ titleId: id<TitleId>(), language: language() })
export const seasonLanguageParams = vine.create({ seasonId: id<SeasonId>(), language: language() })
export const episodeLanguageParams = vine.create({
  episodeId: id<EpisodeId>(),
  language: language(),
})
export const collectionLanguageParams = vine.create({
  collectionId: id<CollectionId>(),
  language: language(),
})
export const genreLanguageParams = vine.create({ genreId: word(), language: language() })
export const tagLanguageParams = vine.create({ tagId: word(), language: language() })
