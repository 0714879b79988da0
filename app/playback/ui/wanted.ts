import { must } from '../../core/ui/dom.js'
import type { Wanted } from './play.js'

export interface WantedOnPage {
  wanted: Wanted
  artwork: string | null
  autoplay: boolean
}

/** What the server wrote into the page: which film or episode, its artwork, and whether to start. */
export function readWanted(): WantedOnPage {
  const { id, kind, artwork } = must('[data-stage]').dataset
  return {
    wanted: kind === 'episode' ? { episodeId: id! } : { titleId: id! },
    artwork: artwork || null,
    autoplay: new URLSearchParams(location.search).get('autoplay') === '1',
  }
}
