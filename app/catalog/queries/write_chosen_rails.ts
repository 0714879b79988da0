import { createHash } from 'node:crypto'
import type { ChosenHome, ChosenRail } from '../home_rails.js'
import type { Audience } from '../shared/audience.js'
import { cardShelf } from '../shared/card_shelf.js'
import { genreNamesOf } from '../shared/genre_names.js'
import { exploredCardOf, writtenCardOf, type WrittenRail } from '../shared/written_rail.js'

/** The rails of a choice, as one audience sees them. */
export interface ChosenRails {
  audience: string
  rails: readonly WrittenRail[]
  /** Differs for other rails of the same audience. */
  mark: string
}

/** A choice stays for as long as nothing new is chosen. */
const written = new WeakMap<ChosenHome, ChosenRails>()

/** Rails that were chosen by ids, with the cards of what the audience may see: one query at most. */
export async function writeChosenRails(
  chosen: ChosenHome,
  audience: Audience
): Promise<ChosenRails> {
  const known = written.get(chosen)
  if (known?.audience === audience.key) return known
  const rails = await writeRails(chosen, audience)
  const made = { audience: audience.key, rails, mark: markOf(rails) }
  written.set(chosen, made)
  return made
}

function markOf(rails: readonly WrittenRail[]): string {
  const hash = createHash('sha1')
  for (const { position, head, cards } of rails) {
    hash.update(`\n${position} ${head} ${cards.map(({ mark }) => mark).join(' ')}`)
  }
  return hash.digest('base64url')
}

async function writeRails(
  { rails, model }: ChosenHome,
  audience: Audience
): Promise<WrittenRail[]> {
  const ids = rails.flatMap(({ titles, because }) => [
    ...titles.map(({ id }) => id),
    ...(because ? [because] : []),
  ])
  const [cards, genres] = await Promise.all([
    cardShelf.cardsOf(audience, ids),
    rails.some(({ genreId }) => genreId) ? genreNamesOf(audience) : null,
  ])
  return rails.flatMap((rail): WrittenRail[] => {
    const because = rail.because && cards.get(rail.because)
    const name = rail.genreId ? genres?.get(rail.genreId) : nameOf(rail, because?.name)
    const shown = rail.titles.flatMap(({ id, explored }) => {
      const card = cards.get(id)
      if (!card?.playable) return []
      return [explored ? exploredCardOf(card) : writtenCardOf(card)]
    })
    if (shown.length === 0 || name === undefined) return []
    const { id, kind, position } = rail
    const reason = because && { id: because.id, name: because.name }
    const head = JSON.stringify({ id, name, kind, model: model ?? undefined, because: reason })
    return [{ position, kind, head: head.slice(0, -1), cards: shown }]
  })
}

function nameOf({ name, because }: ChosenRail, titleName: string | undefined) {
  if (!because) return name
  return titleName === undefined ? undefined : `${name} ${titleName}`
}
