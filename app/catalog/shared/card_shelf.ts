import { LRUCache } from 'lru-cache'
import type { TitleId } from '#core/ids'
import { anyOf, hot } from '#core/sql'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from '../queries/title_card_sql.js'
import { SHOWN, TITLE_TEXTS, viewingValues } from '../queries/viewing_sql.js'
import { toTitleCard, type TitleCard } from '../transformers/title_card_transformer.js'
import type { Audience } from './audience.js'

/** Some 1.5 KB each. */
const MOST_CARDS = 20_000

const cardsShown = hot<TitleCardRow>(
  'catalog.cards_shown',
  `select ${TITLE_CARD_COLUMNS} from catalog.titles t ${TITLE_TEXTS}
   where t.id = ${anyOf('$4::uuid[]')} and ${SHOWN}`
)

/**
 * The cards that an audience has asked for lately. A profile's own rails are put together from
 * them, so that a home seldom asks the database what a title looks like.
 */
class CardShelf {
  /** `hidden`: the audience may not come across it. */
  #cards = new LRUCache<string, TitleCard | 'hidden'>({ max: MOST_CARDS })

  /** The cards of those titles that the audience may come across: one query at most. */
  async cardsOf(audience: Audience, ids: readonly TitleId[]): Promise<Map<TitleId, TitleCard>> {
    const key = (id: TitleId) => `${id}|${audience.key}`
    const missing = ids.filter((id) => !this.#cards.has(key(id)))
    const found = missing.length > 0 ? await this.#read(audience, missing) : null
    const cards = new Map<TitleId, TitleCard>()
    for (const id of ids) {
      const card = found?.get(id) ?? this.#cards.get(key(id)) ?? 'hidden'
      if (card !== 'hidden') cards.set(id, card)
    }
    for (const id of missing) this.#cards.set(key(id), found?.get(id) ?? 'hidden')
    return cards
  }

  async #read(audience: Audience, ids: TitleId[]): Promise<Map<TitleId, TitleCard>> {
    const rows = await cardsShown.rows([...viewingValues(audience), ids])
    return new Map(rows.map((row) => [row.id, toTitleCard(row)]))
  }
}

export const cardShelf = new CardShelf()
