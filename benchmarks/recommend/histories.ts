import { historyOf, type History, type Interactions } from '#ml/dataset/interactions'

/**
 * Histories of profiles that watched so much, cut to their newest `watched` titles.
 * @throws Error when nobody watched so much
 */
export function historiesOf(data: Interactions, watched: number, most: number): History[] {
  const histories: History[] = []
  for (let profile = 0; profile < data.profiles.length && histories.length < most; profile++) {
    const { titles, weights, times } = historyOf(data, profile)
    if (titles.length < watched) continue
    histories.push({
      titles: titles.slice(-watched),
      weights: weights.slice(-watched),
      times: times.slice(-watched),
    })
  }
  if (histories.length === 0) throw new Error(`Nobody watched ${watched} titles`)
  return histories
}
