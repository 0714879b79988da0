import type { TitleId } from '#core/ids'
import type { WrittenRail } from './written_rail.js'

/** A rail that has lost titles to those above it has at least so many left, or makes room for others. */
const FEWEST_LEFT = 4

/**
 * A page on which each title stands once, where it comes first. `whole` are rails that hold what the
 * profile put there itself: it looks for it there, so they are shown as they are, and no other rail
 * repeats what is in them. A short rest of a rail is shown only where its titles would be nowhere
 * else, as in a small catalogue, and only where it is most of the rail.
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
  const shown = new Map(whole.map((rail) => [rail, rail]))

  function show(rail: WrittenRail, isEnough: (left: number, lost: number) => boolean): void {
    const cards = rail.cards.filter(({ titleId }) => !seen.has(titleId))
    const lost = rail.cards.length - cards.length
    if (cards.length === 0 || !isEnough(cards.length, lost)) return
    for (const { titleId } of cards) seen.add(titleId)
    shown.set(rail, lost > 0 ? { ...rail, cards } : rail)
  }

  for (const rail of rails) {
    if (!shown.has(rail)) show(rail, (left, lost) => lost === 0 || left >= FEWEST_LEFT)
  }
  for (const rail of rails) if (!shown.has(rail)) show(rail, (left, lost) => left >= lost)
  return rails.flatMap((rail) => shown.get(rail) ?? [])
}
