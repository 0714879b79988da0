import type { TitleId } from '#core/ids'
import type { Rail } from '../home_rails.js'
import { toRailCard } from '../transformers/rail_item_transformer.js'
import type { TitleCard } from '../transformers/title_card_transformer.js'

/** A card of a rail as JSON. */
export interface WrittenCard {
  titleId: TitleId
  json: string
  /** Tells it apart from other cards of its audience, where that is shorter than all of it. */
  mark?: string
}

/** A rail as home holds it: JSON that is put together card by card, as each title stands there once. */
export interface WrittenRail {
  position: number
  kind: string
  /** The rail's own fields: a JSON object without its last brace. */
  head: string
  cards: WrittenCard[]
}

export function writeRail(
  position: number,
  { items, ...fields }: Rail,
  cards: WrittenCard[] = items.map((item) => ({
    titleId: item.id,
    json: JSON.stringify(toRailCard(item)),
  }))
): WrittenRail {
  return { position, kind: fields.kind, head: JSON.stringify(fields).slice(0, -1), cards }
}

const written = new WeakMap<TitleCard, WrittenCard>()

/** A card without progress, written once for as long as it is kept. */
export function writtenCardOf(card: TitleCard): WrittenCard {
  const known = written.get(card)
  if (known) return known
  const made = { titleId: card.id, json: JSON.stringify(toRailCard(card)), mark: card.id }
  written.set(card, made)
  return made
}

const explored = new WeakMap<TitleCard, WrittenCard>()

/** The card of a title that stands on a rail to be tried. */
export function exploredCardOf(card: TitleCard): WrittenCard {
  const known = explored.get(card)
  if (known) return known
  const { titleId, json } = writtenCardOf(card)
  const made = { titleId, json: `${json.slice(0, -1)},"explored":true}`, mark: `${titleId}?` }
  explored.set(card, made)
  return made
}

const bytesOfCards = new WeakMap<WrittenCard, Buffer>()

function bytesOf(card: WrittenCard): Buffer {
  const known = bytesOfCards.get(card)
  if (known) return known
  const bytes = Buffer.from(card.json)
  bytesOfCards.set(card, bytes)
  return bytes
}

const COMMA = Buffer.from(',')
const END_OF_ITEMS = Buffer.from(']}')

/** The JSON of rails, one after another, as pieces of bytes. */
export function bytesOfRails(rails: readonly WrittenRail[]): Buffer[] {
  return rails.flatMap(({ head, cards }, index) => [
    Buffer.from(`${index > 0 ? ',' : ''}${head},"items":[`),
    ...cards.flatMap((card, place) => (place > 0 ? [COMMA, bytesOf(card)] : [bytesOf(card)])),
    END_OF_ITEMS,
  ])
}
