import exec from 'k6/execution'
import { fail, sleep } from 'k6'
import { Counter } from 'k6/metrics'
import { LOAD_PASSWORD, viewerEmail } from './accounts.ts'
import * as service from './service.ts'
import { settings } from './settings.ts'
import { rampSeconds } from './viewing.ts'

/** Actions of viewers: a home or title opened, a rail scrolled, a search typed to its end. */
export const actions = new Counter('browsing_actions')
/** Searches typed to their end. */
export const searches = new Counter('searches')
/** Viewers who browsed until the end. */
export const viewersDone = new Counter('viewers_done')
/** Viewers who gave up before their time. */
export const viewersStopped = new Counter('viewers_stopped')

/** What viewers come across, and when the run ends; the same for all. */
export interface Visit {
  titles: service.Findable[]
  /** ms since 1970. */
  beginsAt: number
  endsAt: number
}

/** Titles that viewers open and search for; few of them are opened most of the time. */
const TITLES_KNOWN = 1000
/** Seconds that a viewer looks at something before going on. */
const LOOK = { least: 4, most: 10 }
/**
 * A client asks for suggestions when the typing rests, here after every second letter. Seconds
 * between two such rests, and letters after which a word is known well enough.
 */
const TYPING = { pause: 0.5, step: 2, letters: 6 }

export function planVisit(): Visit {
  const titles = service.listTitles(enter(1), TITLES_KNOWN)
  if (titles.length === 0) throw new service.UnexpectedAnswer('the catalogue is empty')
  const beginsAt = Date.now() + 1000
  return { titles, beginsAt, endsAt: beginsAt + (rampSeconds() + settings.steadySeconds) * 1000 }
}

/** Runs one virtual user as someone who looks for what to watch, at its own place in the ramp. */
export function beBrowser(visit: Visit): void {
  const place = (exec.vu.idInTest - 1) / settings.logInsPerSecond
  sleep(Math.max(0, (visit.beginsAt - Date.now()) / 1000 + place))
  try {
    new Browsing(visit).untilTheEnd()
    viewersDone.add(1)
  } catch (error) {
    viewersStopped.add(1)
    fail(`viewer ${exec.vu.idInTest}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** One viewer, who opens home first and comes back to it. */
class Browsing {
  #login = enter(exec.vu.idInTest)
  #home: service.Kept | undefined

  constructor(readonly visit: Visit) {}

  untilTheEnd(): void {
    this.#openHome()
    while (Date.now() < this.visit.endsAt) {
      this.#stayLoggedIn()
      const choice = Math.random()
      if (choice < 0.5) this.#openTitle()
      else if (choice < 0.7) this.#scroll()
      else if (choice < 0.9) this.#openHome()
      else this.#search()
    }
  }

  #openHome(): void {
    const path = `/v1/profiles/${this.#login.profileId}/home`
    this.#home = service.read('home', this.#login, path, this.#home)
    this.#look()
  }

  #openTitle(): void {
    service.read('title', this.#login, `/v1/titles/${this.#aTitle().id}?${this.#profile}`)
    this.#look()
  }

  #scroll(): void {
    const kind = Math.random() < 0.5 ? 'film' : 'show'
    service.read('scroll', this.#login, `/v1/titles?${this.#profile}&kind=${kind}&limit=24`)
    this.#look()
  }

  /** Types the beginning of a name, letter by letter, then asks for all that it finds. */
  #search(): void {
    const words = this.#aTitle().name.slice(0, TYPING.letters)
    for (let letters = 2; letters <= words.length; letters += TYPING.step) {
      const typed = encodeURIComponent(words.slice(0, letters))
      service.read('suggest', this.#login, `/v1/search/suggestions?${this.#profile}&q=${typed}`)
      sleep(TYPING.pause)
    }
    const found = `/v1/search?${this.#profile}&q=${encodeURIComponent(words)}`
    service.read('search', this.#login, found)
    searches.add(1)
    this.#look()
  }

  get #profile(): string {
    return `profileId=${this.#login.profileId}`
  }

  /** The newest are opened most: the n-th about as often as 1/n (Zipf). */
  #aTitle(): service.Findable {
    const { titles } = this.visit
    return titles[Math.floor(titles.length ** Math.random()) - 1] ?? titles[0]!
  }

  #look(): void {
    actions.add(1)
    sleep(LOOK.least + Math.random() * (LOOK.most - LOOK.least))
  }

  #stayLoggedIn(): void {
    if (Date.now() < this.#login.expiresAt - 30_000) return
    this.#login = service.refresh(this.#login.refreshToken)
  }
}

/** The accounts are made by `node ace load:fill`, as no mailbox stands behind them. */
function enter(viewer: number): service.LogIn {
  return service.logIn(viewerEmail(viewer), LOAD_PASSWORD, 'k6')
}
