import { api } from '../../core/ui/api.js'
import { h, must } from '../../core/ui/dom.js'
import type { Suggestion } from './search_types.js'
import { picture, posterOf } from './title_words.js'

const PAUSE_MS = 90
const KINDS = {
  film: 'Film',
  show: 'Series',
  episode: 'Episode',
  person: 'Person',
  collection: 'Collection',
}

export interface SearchField {
  input: HTMLInputElement
  close(): void
}

/**
 * The field with its suggestions: they come while one types, arrow keys walk them, Enter takes one or
 * searches, Escape closes them. `search` is called with what was asked for.
 */
export function startSearchField(profileId: string, search: (text: string) => void): SearchField {
  const form = must<HTMLFormElement>('[data-field]')
  const input = must<HTMLInputElement>('input', form)
  const list = must('#suggestions')
  let asked: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let chosen = -1

  const options = () => [...list.querySelectorAll<HTMLElement>('[role=option]')]
  const close = () => {
    clearTimeout(timer)
    asked?.abort()
    list.hidden = true
    chosen = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  const choose = (at: number) => {
    const all = options()
    chosen = all.length === 0 ? -1 : (at + all.length + 1) % (all.length + 1)
    if (chosen === all.length) chosen = -1
    all.forEach((option, place) => option.setAttribute('aria-selected', String(place === chosen)))
    const option = all[chosen]
    if (option) input.setAttribute('aria-activedescendant', option.id)
    else input.removeAttribute('aria-activedescendant')
  }
  const take = (suggestion: Suggestion) => {
    close()
    location.assign(`/${suggestion.title ? 'title' : suggestion.kind}/${suggestion.id}`)
  }
  const show = (suggestions: Suggestion[]) => {
    list.replaceChildren(...suggestions.map((suggestion, at) => optionOf(suggestion, at, take)))
    list.hidden = suggestions.length === 0
    input.setAttribute('aria-expanded', String(suggestions.length > 0))
    chosen = -1
  }
  const ask = async (text: string) => {
    asked?.abort()
    asked = new AbortController()
    const query = new URLSearchParams({ q: text, profileId })
    const { signal } = asked
    const { items } = await api<{ items: Suggestion[] }>(`/v1/search/suggestions?${query}`, {
      signal,
    })
    if (!signal.aborted && document.activeElement === input) show(items)
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    const text = input.value.trim()
    if (text === '') return close()
    // A suggestion that does not come is not missed: Enter still searches.
    timer = setTimeout(() => void ask(text).catch(() => undefined), PAUSE_MS)
  })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault()
      close()
    }
    if (list.hidden || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    event.preventDefault()
    choose(event.key === 'ArrowDown' ? chosen + 1 : chosen < 0 ? options().length - 1 : chosen - 1)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const option = options()[chosen]
    if (option && !list.hidden) return option.click()
    close()
    const text = input.value.trim()
    if (text) search(text)
  })
  document.addEventListener('pointerdown', (event) => {
    if (!form.contains(event.target as Node)) close()
  })
  return { input, close }
}

function optionOf(suggestion: Suggestion, at: number, take: (suggestion: Suggestion) => void) {
  const { kind, name, alias, title } = suggestion
  const year = title?.releaseYear ? ` · ${title.releaseYear}` : ''
  return h(
    'li',
    {
      'id': `suggestion-${at}`,
      'role': 'option',
      'aria-selected': 'false',
      'onclick': () => take(suggestion),
    },
    title
      ? picture(posterOf(title), 'picture-poster', '40px')
      : h('span', { 'class': 'suggestion-letter', 'aria-hidden': true }, name.slice(0, 1)),
    h('span', {}, h('strong', {}, name), alias ? h('small', {}, alias) : null),
    h('small', {}, `${KINDS[kind]}${year}`)
  )
}
