import type { TitleId } from '#core/ids'
import type { WrittenRail } from './written_rail.js'

/** A rail that has lost most of its titles to those above it is not shown with fewer. */
const FEWEST_LEFT = 4

/**
 * A page on which each title stands once, where it comes first. `whole` are rails that hold what the
 * profile put there itself: it looks for it there, so they are shown as they are, and no other rail
 * repeats what is in them.
 * @param rails in the order of the page
 * @param elsewhere what no other rail shows: the title that the page begins with, and what the
 * profile does not want
 */
export function eachTitleOnce(
  rails: readonly WrittenRail[],
  elsewhere: readonly TitleId[],
  whole: readonly WrittenRail[]
): WrittenRail[] {
  const seen = new Set(elsewhere)
  for (const rail of whole) for (const { titleId } of rail.cards) seen.add(titleId)
  return rails.flatMap((rail) => {
    if (whole.includes(rail)) return [rail]
    const cards = rail.cards.filter(({ titleId }) => !seen.has(titleId))
    const lost = rail.cards.length - cards.length
    if (cards.length === 0 || (lost > cards.length && cards.length < FEWEST_LEFT)) return []
    for (const { titleId } of cards) seen.add(titleId)
    return [lost > 0 ? { ...rail, cards } : rail]
  })
}
