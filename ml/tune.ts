import type { Parameters } from './models/model.js'

/** Values that a parameter may take, in an order in which neighbours behave alike. */
export type Levels<P extends Parameters> = { readonly [Name in keyof P]?: readonly P[Name][] }

export interface Search<P extends Parameters> {
  /** Where the search begins; the parameters without levels stay as they are. */
  first: P
  levels: Levels<P>
  /** How good parameters are, higher is better. */
  judge: (parameters: P) => Promise<number>
  /** At most so many parameters are judged. */
  trials: number
  /** Stop at this moment, `performance.now()`; the first parameters are judged all the same. */
  deadline: number | null
}

export interface Found<P extends Parameters> {
  best: P
  quality: number
  /** Parameters that were judged. */
  trials: number
}

/**
 * Looks for good parameters by pattern search (Hooke and Jeeves 1961): one parameter at a time moves
 * to its neighbours, and goes on in a direction for as long as that helps; it ends early when no
 * parameter has a better neighbour. Takes no random numbers, and judges nothing twice.
 */
export async function tune<P extends Parameters>(search: Search<P>): Promise<Found<P>> {
  const judged = new Map<string, number>()
  const names = Object.keys(search.levels) as (keyof P & string)[]
  const isOver = () =>
    judged.size >= search.trials ||
    (search.deadline !== null && performance.now() >= search.deadline)
  const judge = async (parameters: P) => {
    const key = JSON.stringify(parameters)
    const known = judged.get(key)
    if (known !== undefined) return known
    const quality = await search.judge(parameters)
    judged.set(key, quality)
    return quality
  }

  let best = search.first
  let quality = await judge(best)
  for (let gained = true; gained && !isOver();) {
    gained = false
    for (const name of names) {
      for (const direction of [1, -1] as const) {
        let moved = false
        while (!isOver()) {
          const next = neighbour(best, name, search.levels[name]!, direction)
          if (next === null) break
          const reached = await judge(next)
          if (!(reached > quality)) break
          best = next
          quality = reached
          moved = true
        }
        if (!moved) continue
        gained = true
        break
      }
    }
  }
  return { best, quality, trials: judged.size }
}

function neighbour<P extends Parameters>(
  parameters: P,
  name: keyof P,
  levels: readonly P[keyof P][],
  direction: 1 | -1
): P | null {
  const at = levels.indexOf(parameters[name])
  const next = at + direction
  return at < 0 || next < 0 || next >= levels.length
    ? null
    : { ...parameters, [name]: levels[next] }
}
