import { h } from '../../core/ui/dom.js'
import { api, attempt, studioApi } from './studio_api.js'
import { button, standing, when } from './studio_fields.js'
import type { ListedTitle, Page, Title } from './studio_types.js'

const FILTERS = {
  state: { '': 'Any state', 'draft': 'Drafts', 'published': 'Published' },
  kind: { '': 'Films, shows, extras', 'film': 'Films', 'show': 'Shows', 'extra': 'Extras' },
  missing: { '': 'Complete or not', 'any': 'Something missing', 'none': 'Complete' },
  schedule: { '': 'Any schedule', 'any': 'Scheduled', 'failed': 'Schedule failed' },
}

/** The list of titles, what was edited last first. */
export async function showTitles(main: HTMLElement): Promise<void> {
  const asked = new URLSearchParams()
  const list = h('ul', { class: 'studio-list' })
  const more = button('More', () => void load(), 'quiet')
  more.hidden = true
  let cursor: string | null = null

  const load = async (afresh = false) => {
    if (afresh) cursor = null
    const query = new URLSearchParams(asked)
    query.set('limit', '30')
    if (cursor) query.set('cursor', cursor)
    const page = await api<Page<ListedTitle>>(`/v1/staff/titles?${query.toString()}`)
    if (afresh) list.replaceChildren()
    list.append(...page.items.map(row))
    if (list.childElementCount === 0) list.append(h('li', { class: 'studio-empty' }, 'No titles.'))
    cursor = page.nextCursor
    more.hidden = cursor === null
  }
  const narrow = (name: string, value: string) => {
    if (value) asked.set(name, value)
    else asked.delete(name)
    void attempt(() => load(true))
  }

  main.replaceChildren(
    h(
      'header',
      { class: 'studio-head' },
      h('h1', {}, 'Titles'),
      button('New film', () => void begin('film'), 'strong'),
      button('New show', () => void begin('show'))
    ),
    h('div', { class: 'studio-filters' }, search(narrow), ...selects(narrow)),
    list,
    more
  )
  await load(true)
}

function search(narrow: (name: string, value: string) => void): HTMLElement {
  let waiting: ReturnType<typeof setTimeout> | undefined
  return h('input', {
    'type': 'search',
    'placeholder': 'Search by name or external id',
    'aria-label': 'Search titles',
    'oninput': (event: InputEvent) => {
      const { value } = event.target as HTMLInputElement
      clearTimeout(waiting)
      waiting = setTimeout(() => narrow('text', value.trim()), 200)
    },
  })
}

function selects(narrow: (name: string, value: string) => void): HTMLElement[] {
  return Object.entries(FILTERS).map(([name, options]) =>
    h(
      'select',
      {
        'aria-label': name,
        'onchange': (event: Event) => narrow(name, (event.target as HTMLSelectElement).value),
      },
      ...Object.entries(options).map(([value, label]) => h('option', { value }, label))
    )
  )
}

function row(title: ListedTitle): HTMLElement {
  const { id, name, kind, releaseYear, updatedAt, poster } = title
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'studio-row', href: `#title/${id}` },
      poster ? h('img', { src: poster, alt: '', loading: 'lazy' }) : h('span', { class: 'blank' }),
      h(
        'span',
        { class: 'studio-row-words' },
        h('strong', {}, name),
        h('small', {}, [kind, releaseYear, `edited ${when(updatedAt)}`].filter(Boolean).join(' · '))
      ),
      standing(title)
    )
  )
}

async function begin(kind: 'film' | 'show'): Promise<void> {
  const name = prompt(`Name of the ${kind}`)?.trim()
  if (!name) return
  const title = await attempt(() =>
    studioApi<Title>('/v1/titles', { method: 'POST', body: { kind, name } })
  )
  if (title) location.hash = `title/${title.id}`
}
