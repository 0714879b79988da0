import type { TitleFacts } from '#catalog'
import type { TitleId } from '#core/ids'
import type { Scores } from './scores.js'
import { columnsOf } from './scores.js'
import { modelGuard } from './model_guard.js'
import type { TitleChoice } from './title_choice.js'

/** A title of the history with the titles that it speaks for more than any other does. */
export interface SpokenFor {
  by: TitleId
  /** Indexes of the facts, best first. */
  titles: number[]
}

/** How far down the ranking reasons are asked for. */
const MOST_ASKED = 80
/** What a home may cost by that: some models explain a title as slowly as they score all. Milliseconds. */
const LONGEST_MS = 5

/**
 * Sorts the best titles by what speaks for them most, as the model itself explains each. Those that the
 * most speaks for come first. Empty when nothing but popularity speaks.
 * @param ranked indexes of the facts, best first
 */
export function spokenFor(ranked: ArrayLike<number>, scores: Scores): SpokenFor[] {
  const { by, facts } = scores
  if (!by) return []
  const groups = modelGuard.ask(by.served, (model) => {
    const columns = columnsOf(by.served, facts)
    const found = new Map<number, { amount: number; titles: number[] }>()
    const until = performance.now() + LONGEST_MS
    for (let place = 0; place < Math.min(ranked.length, MOST_ASKED); place++) {
      if (performance.now() > until) break
      const title = ranked[place]!
      if (columns[title]! < 0) continue
      const [most] = model.explain(by.history, columns[title]!, by.at)
      if (!most || most.amount <= 0) continue
      const group = found.get(most.title) ?? { amount: 0, titles: [] }
      group.amount += most.amount
      group.titles.push(title)
      found.set(most.title, group)
    }
    return found
  })
  return [...(groups ?? [])]
    .sort(([, a], [, b]) => b.amount - a.amount)
    .map(([title, { titles }]) => ({ by: by.served.titleIds[title]! as TitleId, titles }))
}

/** The first of what was spoken for that makes a rail, by something that the viewer may see. */
export function becauseRail(
  groups: readonly SpokenFor[],
  of: { choice: TitleChoice; visible: Uint8Array; facts: TitleFacts; fewest: number; most: number }
): SpokenFor | null {
  for (const { by, titles } of groups) {
    const spoken = of.facts.indexOf.get(by)
    if (spoken === undefined || of.visible[spoken] !== 1) continue
    const free = titles.filter((title) => of.choice.isFree(title))
    if (free.length >= of.fewest) return { by, titles: of.choice.diverse(free, of.most) }
  }
  return null
}
