import { api, chosenProfile, viewer } from '../../core/ui/api.js'
import { h, must } from '../../core/ui/dom.js'
import { notice } from '../../core/ui/notice.js'
import { forgetSearches, recentSearches, rememberSearch } from './recent_searches.js'
import { startSearchField } from './search_field.js'
import { facetsOf, resultsOf } from './search_results.js'
import type { FacetName, SearchAnswer } from './search_types.js'
import { startPage } from './start_page.js'

const PAGE = '30'
/** A facet, as it is called in an address. */
const PARAMETERS: Record<FacetName, string> = {
  kind: 'kind',
  genre: 'genre',
  decade: 'decade',
  audioLanguage: 'language',
}

/** The search page. What is searched for stands in its address, so that back, forward and links work. */
async function show(): Promise<void> {
  const { profiles } = await viewer()
  const profile = chosenProfile(profiles)
  if (!profile) return location.replace(`/profiles?next=${encodeURIComponent(location.pathname)}`)
  const page = new SearchPage(profile.id)
  page.start()
}

class SearchPage {
  readonly #results = must('[data-results]')
  readonly #said = must('[data-said]')
  readonly #facets = must('[data-facets]')
  readonly #field
  #asked = new AbortController()

  constructor(private profileId: string) {
    this.#field = startSearchField(profileId, (text) => this.#go({ q: text }))
  }

  start(): void {
    addEventListener('popstate', () => void this.#showAddress())
    this.#field.input.focus()
    void this.#showAddress()
  }

  /** Changes the address, and with it the page. */
  #go(parameters: Record<string, string>): void {
    const kept = Object.entries(parameters).filter(([, value]) => value !== '')
    history.pushState(null, '', `/search?${new URLSearchParams(kept)}`)
    void this.#showAddress()
  }

  async #showAddress(): Promise<void> {
    this.#asked.abort()
    this.#asked = new AbortController()
    const { signal } = this.#asked
    const address = Object.fromEntries(new URLSearchParams(location.search))
    const text = (address['q'] ?? '').trim()
    this.#field.close()
    this.#field.input.value = text
    document.title = text ? `${text} | FlixFlow` : 'Search | FlixFlow'
    if (!text) return this.#showRecent()
    rememberSearch(text)
    try {
      const answer = await this.#ask(address, signal)
      if (!signal.aborted) this.#show(text, address, answer, signal)
    } catch (error) {
      if (!signal.aborted) this.#showFailure(error)
    }
  }

  #ask(
    address: Record<string, string>,
    signal: AbortSignal,
    cursor?: string
  ): Promise<SearchAnswer> {
    const query = new URLSearchParams({
      q: address['q']!.trim(),
      profileId: this.profileId,
      limit: PAGE,
    })
    for (const name of Object.values(PARAMETERS)) if (address[name]) query.set(name, address[name])
    if (cursor) query.set('cursor', cursor)
    return api<SearchAnswer>(`/v1/search?${query}`, { signal })
  }

  #show(text: string, address: Record<string, string>, answer: SearchAnswer, signal: AbortSignal) {
    const chosen = Object.fromEntries(
      Object.entries(PARAMETERS).map(([facet, name]) => [facet, address[name]])
    ) as Partial<Record<FacetName, string>>
    this.#facets.replaceChildren(
      ...facetsOf(answer.facets, chosen, (facet, value) =>
        this.#go({ ...address, [PARAMETERS[facet]]: value })
      )
    )
    this.#said.replaceChildren(...wordsOn(text, answer))
    const { instead } = answer
    this.#results.replaceChildren(...resultsOf(instead?.items ?? answer.items))
    if (answer.nextCursor) this.#offerMore(address, answer.nextCursor, signal)
  }

  #offerMore(address: Record<string, string>, cursor: string, signal: AbortSignal): void {
    const more = h('button', { type: 'button', class: 'button search-more' }, 'Show more')
    more.addEventListener('click', () => {
      more.disabled = true
      this.#ask(address, signal, cursor).then(
        (answer) => {
          more.replaceWith(...resultsOf(answer.items))
          if (answer.nextCursor) this.#offerMore(address, answer.nextCursor, signal)
        },
        (error: unknown) => signal.aborted || this.#showFailure(error)
      )
    })
    this.#results.append(more)
  }

  #showRecent(): void {
    this.#facets.replaceChildren()
    this.#said.replaceChildren()
    const recent = recentSearches()
    if (recent.length === 0) {
      const hint = 'By name, by whoever is in it, by genre, or as “season 2” of a show.'
      return this.#results.replaceChildren(notice('What would you like to watch?', hint))
    }
    const forget = () => {
      forgetSearches()
      this.#showRecent()
    }
    this.#results.replaceChildren(
      h('h2', { class: 'search-heading' }, 'Recent searches'),
      h(
        'ul',
        { class: 'recent-searches' },
        ...recent.map((text) =>
          h('li', {}, h('button', { type: 'button', onclick: () => this.#go({ q: text }) }, text))
        )
      ),
      h('button', { type: 'button', class: 'button button-quiet', onclick: forget }, 'Forget them')
    )
  }

  #showFailure(error: unknown): void {
    this.#said.replaceChildren()
    const words = error instanceof Error ? error.message : 'Something went wrong.'
    const again = h('button', { type: 'button', class: 'button' }, 'Try again')
    again.addEventListener('click', () => void this.#showAddress())
    this.#results.replaceChildren(notice('The search did not come back', words, again))
  }
}

/** What is said above the results. */
function wordsOn(
  text: string,
  { total, atLeast, correction, instead }: SearchAnswer
): (Node | string)[] {
  if (instead) {
    const near = instead.reason === 'related' ? 'This comes near it.' : 'Others are watching this.'
    return [h('strong', {}, `Nothing found for “${text}”. `), near]
  }
  const count = `${total}${atLeast ? ' or more' : ''} ${total === 1 ? 'result' : 'results'}`
  return correction ? [count, ' for ', h('strong', {}, correction)] : [count]
}

startPage(must('[data-search]'), show)
