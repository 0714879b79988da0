import { api, RequestRefused } from '../../core/ui/api.js'
import type { Rail } from '../../core/ui/api_types.js'

/**
 * A card was seen once half of it was on screen for a second (Media Rating Council, Viewable
 * Impression Measurement Guidelines, 2014).
 */
const SEEN_SHARE = 0.5
const SEEN_MS = 1_000
const SEND_EVERY_MS = 5_000
const MOST_AT_ONCE = 200
/** What could not be told for a day is not told any more. */
const TOLD_WITHIN_MS = 24 * 3_600_000
const KEY = 'flixflow.impressions.'

interface Seen {
  event: 'shown' | 'clicked'
  rail: string
  place: number
  position: number
  titleId: string
  model?: string
  explored?: boolean
  /** Date.now() */
  at: number
}

/** What is not told yet of one display of a page, as this browser keeps it. */
interface Untold {
  profileId: string
  viewId: string
  seen: Seen[]
}

/**
 * Tells the service which cards of a page came before the viewer's eyes and which were opened, so that
 * what chose them can be judged. What is not told yet is kept in this browser, and told by the next
 * page when this one closes: the service counts what it hears twice once.
 */
export class Impressions {
  readonly #untold: Untold
  readonly #cards = new Map<Element, Omit<Seen, 'event' | 'at'>>()
  readonly #timers = new Map<Element, number>()
  readonly #observer: IntersectionObserver
  #sending = false

  constructor(profileId: string) {
    this.#untold = { profileId, viewId: crypto.randomUUID(), seen: [] }
    this.#observer = new IntersectionObserver((entries) => entries.forEach(this.#cross), {
      threshold: SEEN_SHARE,
    })
    setInterval(() => void this.#send(), SEND_EVERY_MS)
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.#send()
    })
    addEventListener('pagehide', () => void this.#send())
    void tellWhatIsLeft(this.#untold.viewId)
  }

  /** @param root holds the rails' sections in their order, each with its cards in theirs */
  watch(root: Element, rails: readonly Rail[]): void {
    for (const [place, section] of [...root.querySelectorAll('[data-rail]')].entries()) {
      const rail = rails[place]!
      const cards = section.querySelectorAll('.rail-items > li')
      for (const [position, card] of [...cards].entries()) {
        const title = rail.items[position]!
        this.#cards.set(card, {
          ...{ rail: rail.kind, place, position, titleId: title.id },
          ...{ model: rail.model, explored: title.explored },
        })
        this.#observer.observe(card)
      }
    }
    root.addEventListener('click', (event) => this.#clicked(event.target as Element), true)
    root.addEventListener('auxclick', (event) => this.#clicked(event.target as Element), true)
  }

  #cross = ({ target, isIntersecting }: IntersectionObserverEntry): void => {
    clearTimeout(this.#timers.get(target))
    if (!isIntersecting) return
    const seen = () => {
      if (document.visibilityState === 'hidden') return
      this.#observer.unobserve(target)
      this.#keep('shown', target)
    }
    this.#timers.set(target, setTimeout(seen, SEEN_MS))
  }

  #clicked(target: Element): void {
    const card = target.closest('a')?.closest('.rail-items > li')
    if (!card) return
    // Who opens a card has seen it, however fast.
    this.#observer.unobserve(card)
    this.#keep('shown', card)
    this.#keep('clicked', card)
    void this.#send()
  }

  #keep(event: Seen['event'], card: Element): void {
    const of = this.#cards.get(card)
    if (!of) return
    const isKept = this.#untold.seen.some(
      (seen) => seen.event === event && seen.place === of.place && seen.position === of.position
    )
    if (isKept) return
    this.#untold.seen.push({ ...of, event, at: Date.now() })
    remember(this.#untold)
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#untold.seen.length === 0) return
    this.#sending = true
    try {
      const told = await tell(this.#untold)
      this.#untold.seen.splice(0, told)
      remember(this.#untold)
    } finally {
      this.#sending = false
    }
  }
}

/** Answers how many of the first are told, or never need to be. */
async function tell({ profileId, viewId, seen }: Untold): Promise<number> {
  const some = seen.slice(0, MOST_AT_ONCE)
  const now = Date.now()
  const events = some
    .map(({ at, ...of }) => ({ ...of, agoMs: Math.max(0, now - at) }))
    .filter(({ agoMs }) => agoMs <= TOLD_WITHIN_MS)
  if (events.length === 0) return some.length
  try {
    const path = `/v1/profiles/${profileId}/impressions`
    await api(path, { method: 'POST', body: { viewId, events }, keepalive: true })
    return some.length
  } catch (error) {
    const isFinal =
      error instanceof RequestRefused && [403, 404, 422].includes(error.problem.status)
    return isFinal ? some.length : 0
  }
}

/** What pages that are closed could not tell. */
async function tellWhatIsLeft(ownViewId: string): Promise<void> {
  const keys = Object.keys(localStorage).filter(
    (key) => key.startsWith(KEY) && key !== KEY + ownViewId
  )
  for (const key of keys) {
    const untold = recalled(key)
    if (!untold || (await tell(untold)) >= untold.seen.length) localStorage.removeItem(key)
  }
}

function recalled(key: string): Untold | null {
  try {
    const untold = JSON.parse(localStorage.getItem(key) ?? 'null') as Untold | null
    return Array.isArray(untold?.seen) ? untold : null
  } catch {
    return null
  }
}

function remember(untold: Untold): void {
  const key = KEY + untold.viewId
  try {
    if (untold.seen.length === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(untold))
  } catch {
    // A full or forbidden store: then only this page can tell it.
  }
}
