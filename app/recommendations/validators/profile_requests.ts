import vine from '@vinejs/vine'
import type { TitleId } from '#core/ids'

const titleId = () =>
  vine
    .string()
    .uuid()
    .toLowerCase()
    .transform((value) => value as TitleId)

export const profileParams = vine.create({ profileId: vine.string().uuid() })

export const profileTitleParams = vine.create({
  profileId: vine.string().uuid(),
  titleId: titleId(),
})

/** Fewer say too little of a taste. */
const FEWEST_FAVOURITES = 3
const MOST_FAVOURITES = 20

export const favouritesBody = vine.create({
  titleIds: vine.array(titleId()).minLength(FEWEST_FAVOURITES).maxLength(MOST_FAVOURITES),
})
