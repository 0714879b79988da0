import { must } from '../../core/ui/dom.js'
import type { Wanted } from './play.js'

export interface WantedOnPage {
  wanted: Wanted
  artwork: string | null
  autoplay: boolean
  /** There is nothing of this id, or nothing that is published. */
  missing: boolean
}

/** What the server wrote into the page: which film or episode, its artwork, and whether to start. */
export function readWanted(): WantedOnPage {
  const { id, kind, artwork, missing } = must('[data-stage]').dataset
  return {
    wanted: kind === 'episode' ? { episodeId: id! } : { titleId: id! },
    artwork: artwork || null,
    missing: missing !== undefined,
    autoplay: new URLSearchParams(location.search).get('autoplay') === '1',
  }
}
