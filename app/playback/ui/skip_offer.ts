import type { PlaySession } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'

type Marker = PlaySession['skipMarkers'][number]

const WORDS: Record<string, string> = {
  intro: 'Skip intro',
  recap: 'Skip recap',
  credits: 'Skip credits',
}

/** Seconds before the end of a stretch at which skipping it is not worth a button any more. */
const NOT_WORTH_S = 1
/** Credits that last until here before the end have nothing after them to skip to. */
const LAST_S = 5

/** The button over the picture that skips an intro, a recap or credits while they last. */
export class SkipOffer {
  #button = must<HTMLButtonElement>('[data-skip]')
  #markers: Marker[] = []
  #now: Marker | null = null

  constructor(
    private video: HTMLVideoElement,
    private duration: () => number,
    private seek: (seconds: number) => void
  ) {
    this.#button.addEventListener('click', () => this.skip())
    for (const event of ['timeupdate', 'seeking', 'seeked', 'emptied']) {
      video.addEventListener(event, () => this.#consider())
    }
  }

  /** Uses the stretches of what plays now. */
  use(session: Pick<PlaySession, 'skipMarkers' | 'nextEpisode'>): void {
    this.#markers = session.skipMarkers.filter(
      ({ kind }) => kind in WORDS && !(kind === 'credits' && session.nextEpisode)
    )
    this.#consider()
  }

  /** Skips what plays now. Answers whether there was anything to skip. */
  skip(): boolean {
    if (!this.#now) return false
    this.seek(this.#now.endSeconds)
    this.#show(null)
    return true
  }

  #consider() {
    const at = this.video.currentTime
    const marker = this.#markers.find(
      ({ startSeconds, endSeconds }) => at >= startSeconds && at < endSeconds - NOT_WORTH_S
    )
    const leadsOn = marker && (marker.kind !== 'credits' || this.#goesOnAfter(marker))
    this.#show(leadsOn ? marker : null)
  }

  #goesOnAfter({ endSeconds }: Marker): boolean {
    return endSeconds < this.duration() - LAST_S
  }

  #show(marker: Marker | null) {
    if (marker === this.#now) return
    const hadFocus = this.#button === document.activeElement
    this.#now = marker
    this.#button.hidden = marker === null
    if (marker) this.#button.replaceChildren(h('span', {}, WORDS[marker.kind]!), icon('next'))
    else if (hadFocus) must('[data-stage]').focus({ preventScroll: true })
  }
}
