import vine from '@vinejs/vine'
import type { EpisodeId, SeasonId, TitleId } from '#core/ids'

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
  kind: vine.enum(['poster', 'backdrop'] as const),
})
