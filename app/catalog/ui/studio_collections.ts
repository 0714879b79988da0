import { h } from '../../core/ui/dom.js'
import { api, attempt, studioApi } from './studio_api.js'
import { button, chip, field, section, when } from './studio_fields.js'
import { history } from './studio_title.js'
import { translationTabs } from './studio_translations.js'
import type { Collection, ListedTitle, Page } from './studio_types.js'

interface Listed {
  id: string
  name: string
  state: string
  titleCount: number
  homePosition: number | null
  updatedAt: string
}

/** The list of collections. */
export async function showCollections(main: HTMLElement): Promise<void> {
  const begin = async () => {
    const name = prompt('Name of the collection')?.trim()
    if (!name) return
    const made = await attempt(() =>
      studioApi<Collection>('/v1/collections', { method: 'POST', body: { name } })
    )
    if (made) location.hash = `collection/${made.id}`
  }
  const { items } = await api<Page<Listed>>('/v1/staff/collections?limit=100')
  const rows = items.map(({ id, name, state, titleCount, homePosition, updatedAt }) =>
    h(
      'li',
      {},
      h(
        'a',
        { class: 'studio-row', href: `#collection/${id}` },
        h(
          'span',
          { class: 'studio-row-words' },
          h('strong', {}, name),
          h('small', {}, `${titleCount} titles · edited ${when(updatedAt)}`)
        ),
        h(
          'span',
          { class: 'studio-chips' },
          chip(state === 'published' ? 'Published' : 'Draft', state === 'published' ? 'good' : ''),
          homePosition === null ? null : chip(`Home ${homePosition}`)
        )
      )
    )
  )
  main.replaceChildren(
    h(
      'header',
      { class: 'studio-head' },
      h('h1', {}, 'Collections'),
      button('New collection', () => void begin(), 'strong')
    ),
    h('ul', { class: 'studio-list' }, ...rows)
  )
}

/** One collection: its words, and its titles in an order that is dragged. */
export async function showCollection(main: HTMLElement, id: string): Promise<void> {
  const path = `/v1/collections/${id}`
  const show = (collection: Collection) => {
    const change = async (method: string, to: string, body?: unknown) => {
      const { version } = collection
      const after = await attempt(
        () => studioApi<Collection>(to, { method, body, version }),
        'Saved.'
      )
      if (after) show(after)
    }
    const name = field('Name', collection.name)
    const description = field('Description', collection.description, { rows: 2 })
    const home = field('Place on home', collection.homePosition, { type: 'number' })
    const isOut = collection.state === 'published'
    const save = () =>
      change('PATCH', path, {
        name: name.value() ?? '',
        description: description.value(),
        homePosition: home.value() === null ? null : Number(home.value()),
      })
    const order = (titleIds: string[]) => void change('PATCH', path, { titleIds })
    main.replaceChildren(
      h(
        'header',
        { class: 'studio-head' },
        h(
          'div',
          {},
          h('a', { class: 'studio-back', href: '#collections' }, '‹ Collections'),
          h('h1', {}, collection.name),
          chip(isOut ? 'Published' : 'Draft', isOut ? 'good' : '')
        ),
        button(
          isOut ? 'Unpublish' : 'Publish',
          () => void change('POST', `${path}/${isOut ? 'unpublish' : 'publish'}`),
          isOut ? '' : 'strong'
        ),
        button('Delete', () => void remove(collection), 'danger')
      ),
      section(
        'Words',
        h(
          'div',
          { class: 'studio-form' },
          name.element,
          description.element,
          home.element,
          button('Save', () => void save(), 'strong')
        ),
        translationTabs<Collection>({
          ...{ path, called: collection.name, translations: collection.translations },
          ...{ more: 'description', version: collection.version, show },
        })
      ),
      section('Titles', titlesOf(collection, order), adding(collection, order)),
      history(id, 'collections')
    )
  }
  show(await api<Collection>(`/v1/staff/collections/${id}`))
}

async function remove({ id, name, version }: Collection): Promise<void> {
  if (!confirm(`Delete the collection "${name}"? Its titles stay.`)) return
  const done = await attempt(async () => {
    await studioApi(`/v1/collections/${id}`, { method: 'DELETE', version })
    return true
  })
  if (done) location.hash = 'collections'
}

/** The titles, each of which is dragged to its place, or moved by its buttons. */
function titlesOf({ titles }: Collection, order: (ids: string[]) => void): HTMLElement {
  const ids = titles.map(({ id }) => id)
  const move = (from: number, to: number) => {
    if (to < 0 || to >= ids.length || from === to) return
    ids.splice(to, 0, ...ids.splice(from, 1))
    order(ids)
  }
  let dragged: number | null = null
  const rows = titles.map(({ id, name, kind, state, poster }, at) =>
    h(
      'li',
      {
        class: 'studio-row studio-draggable',
        draggable: 'true',
        ondragstart: () => (dragged = at),
        ondragover: (event: DragEvent) => event.preventDefault(),
        ondrop: (event: DragEvent) => {
          event.preventDefault()
          if (dragged !== null) move(dragged, at)
        },
      },
      poster ? h('img', { src: poster, alt: '' }) : h('span', { class: 'blank' }),
      h(
        'span',
        { class: 'studio-row-words' },
        h('a', { href: `#title/${id}` }, h('strong', {}, name)),
        h('small', {}, `${kind} · ${state}`)
      ),
      button('↑', () => move(at, at - 1), 'quiet'),
      button('↓', () => move(at, at + 1), 'quiet'),
      button('Remove', () => order(ids.filter((other) => other !== id)), 'quiet')
    )
  )
  return h('ul', { class: 'studio-list' }, ...rows)
}

function adding({ titles }: Collection, order: (ids: string[]) => void): HTMLElement {
  const found = h('ul', { class: 'studio-list' })
  const ids = titles.map(({ id }) => id)
  const look = async (text: string) => {
    if (!text) return found.replaceChildren()
    const query = new URLSearchParams({ text, limit: '8' })
    const page = await attempt(() => api<Page<ListedTitle>>(`/v1/staff/titles?${query.toString()}`))
    const offered = (page?.items ?? []).filter(
      ({ id, kind }) => kind !== 'extra' && !ids.includes(id)
    )
    found.replaceChildren(
      ...offered.map(({ id, name, kind }) =>
        h(
          'li',
          { class: 'studio-row' },
          h('span', { class: 'studio-row-words' }, h('strong', {}, name), h('small', {}, kind)),
          button('Add', () => order([...ids, id]))
        )
      )
    )
  }
  const input = h('input', {
    'type': 'search',
    'placeholder': 'Add a film or show',
    'aria-label': 'Add a film or show',
    'oninput': () => void look(input.value.trim()),
  })
  return h('div', { class: 'studio-form' }, input, found)
}
