import type { TitleId } from '#core/ids'
import { decodeCursor, encodeCursor, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import { recommender } from '../recommender.js'
import { audienceOf } from '../shared/audience.js'
import { cardShelf } from '../shared/card_shelf.js'
import type { TitleCard } from '../transformers/title_card_transformer.js'
import type { ProfileViewing, Viewing } from '../viewing.js'
import { FindSimilar } from './find_similar.js'
import { FindTitleStanding } from './find_title_standing.js'
import { sharedPage } from './find_title_view.js'

/** Titles like another one that a viewer can play; to a profile, none that it has seen or refused. */
export class ListSimilar {
  /**
   * @throws E_TITLE_NOT_FOUND when the viewer may not know of the title
   * @throws E_INVALID_REQUEST when the cursor is not one of this list
   */
  async handle(input: {
    titleId: TitleId
    viewing: Viewing
    cursor?: string
    limit: number
  }): Promise<Page<TitleCard>> {
    const { titleId, viewing, limit } = input
    const from = placeOf(input.cursor)
    const [standing, passedOver] = await Promise.all([
      new FindTitleStanding().handle({ titleId, viewing }),
      viewing.profileId ? recommender.passedOver(viewing as ProfileViewing) : new Set<TitleId>(),
    ])
    const audience = await audienceOf(viewing, standing.edition)
    const page = await sharedPage(titleId, standing, audience)
    const ids = await new FindSimilar().handle({ titleId, audience, ...page })
    const wanted = ids.filter((id) => !passedOver.has(id))
    const cards = await cardShelf.cardsOf(audience, wanted)
    const shown = wanted.flatMap((id) => cards.get(id) ?? []).filter(({ playable }) => playable)
    const to = from + limit
    return {
      items: shown.slice(from, to),
      nextCursor: shown.length > to ? encodeCursor([to]) : null,
    }
  }
}

function placeOf(cursor: string | undefined): number {
  const [place = 0] = decodeCursor(cursor, 1) ?? []
  if (Number.isSafeInteger(place) && Number(place) >= 0) return Number(place)
  const message = 'This cursor is not one that a list of similar titles gave.'
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'cursor', message }] })
}
