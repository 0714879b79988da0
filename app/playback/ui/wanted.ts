import { must } from '../../core/ui/dom.js'
import type { Wanted } from './play.js'

export interface WantedOnPage {
  wanted: Wanted
  artwork: string | null
  autoplay: boolean
  /** Where to begin, in seconds; null: where the profile stopped. */
  at: number | null
  /** There is nothing of this id, or nothing that is published. */
  missing: boolean
}

/** What the server wrote into the page: which film or episode, its artwork, and whether to start. */
export function readWanted(): WantedOnPage {
  const { id, kind, artwork, missing } = must('[data-stage]').dataset
  const query = new URLSearchParams(location.search)
  const at = Number(query.get('at') ?? Number.NaN)
  return {
    wanted: kind === 'episode' ? { episodeId: id! } : { titleId: id! },
    artwork: artwork || null,
    missing: missing !== undefined,
    autoplay: query.get('autoplay') === '1',
    at: Number.isFinite(at) && at > 0 ? at : null,
  }
}
