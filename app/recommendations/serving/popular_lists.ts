import { LRUCache } from 'lru-cache'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { FindPopular, type PopularList } from '#playback'

/** What is played most, and what is trending, in a country or, where that has too few plays, everywhere. */
export interface PopularLists {
  top: readonly TitleId[]
  /** Whether `top` is of the country itself. */
  topIsOfCountry: boolean
  trending: readonly TitleId[]
}

const MOST_TITLES = 120
/** A worker makes the lists anew every ten minutes. Milliseconds. */
const AGE_MS = 60_000

const lists = new LRUCache<string, { minute: number; lists: Promise<PopularLists> }>({ max: 300 })

/** The lists of a country, asked for once a minute by a process. */
export function popularListsOf(country: string): Promise<PopularLists> {
  const minute = Math.floor(clock.now() / AGE_MS)
  const known = lists.get(country)
  if (known?.minute === minute) return known.lists
  const reading = readLists(country)
  lists.set(country, { minute, lists: reading })
  reading.catch(() => lists.delete(country))
  return reading
}

async function readLists(country: string): Promise<PopularLists> {
  const read = (list: PopularList) => new FindPopular().list({ list, country, limit: MOST_TITLES })
  const [popular, trending] = await Promise.all([read('popular'), read('trending')])
  return {
    top: popular.titles.map(({ titleId }) => titleId),
    topIsOfCountry: popular.ofCountry,
    trending: trending.titles.map(({ titleId }) => titleId),
  }
}
