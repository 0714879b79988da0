import { api, chosenProfile, viewer } from '../../core/ui/api.js'
import type { ListPage, ShownCard } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { notice } from '../../core/ui/notice.js'
import { posterItem, type CardOwner } from './rail.js'
import { startPage } from './start_page.js'

const PAGE_LENGTH = 40

/** One list of titles: where it is read, what it is called, and how it can be looked through. */
interface List {
  path: string
  query?: Record<string, string>
  name: string
  /** Whether the viewer may choose an order and films or shows. */
  choices?: boolean
  nothing: string
}

type Answer = ListPage<ShownCard> & { name?: string; description?: string | null }

/** A page that is a list: a genre, a tag, a collection, a person, my list, or what is coming. */
async function show(): Promise<void> {
  const main = must('[data-browse]')
  const profile = chosenProfile((await viewer()).profiles)
  if (!profile) return location.replace(`/profiles?next=${location.pathname}`)
  document.body.toggleAttribute('data-kids', profile.kids)
  const { kind = '', id = '' } = main.dataset
  const owner = { profileId: profile.id, listed: await listedBy(profile.id, kind) }
  if (kind === 'person') return showPerson(main, id, owner)
  const list = await listOf(kind, id, profile.id)
  await new Browser(main, list, owner).start()
}

/** What stands on the profile's list, as far as one page of it says. */
async function listedBy(profileId: string, kind: string): Promise<Set<string>> {
  if (kind === 'my-list') return new Set()
  const path = `/v1/profiles/${profileId}/list?limit=100`
  const listed = await api<ListPage<ShownCard>>(path).catch(() => ({ items: [] }))
  return new Set(listed.items.map((card) => card.id))
}

async function listOf(kind: string, id: string, profileId: string): Promise<List> {
  switch (kind) {
    case 'my-list':
      return {
        path: `/v1/profiles/${profileId}/list`,
        name: 'My list',
        nothing: 'Press + on a film or a show, and it waits for you here.',
      }
    case 'coming':
      return {
        path: '/v1/coming',
        query: { profileId },
        name: 'Coming soon',
        nothing: 'Nothing is announced right now.',
      }
    case 'collection':
      return {
        path: `/v1/collections/${id}`,
        query: { profileId },
        name: '',
        nothing: 'Nothing in this collection can be watched right now.',
      }
    default:
      return {
        path: '/v1/titles',
        query: { profileId, [kind]: id },
        name: await nameOfWord(kind, id, profileId),
        choices: true,
        nothing: 'Nothing here can be watched right now.',
      }
  }
}

/** What a genre or a tag is called in the profile's language. */
async function nameOfWord(kind: string, id: string, profileId: string): Promise<string> {
  const path = `/v1/${kind}s?profileId=${profileId}`
  const { items } = await api<{ items: { id: string; name: string }[] }>(path)
  return items.find((word) => word.id === id)?.name ?? id
}

/** Fills a grid page by page while the viewer scrolls. */
class Browser {
  readonly #grid = h('ul', { class: 'card-grid' })
  readonly #end = h('div', { class: 'grid-end' })
  readonly #choices = { sort: 'newest', kind: '' }
  #cursor: string | null = null
  #round = 0
  #loading = false

  constructor(
    private readonly main: HTMLElement,
    private readonly list: List,
    private readonly owner: CardOwner
  ) {}

  async start(): Promise<void> {
    const first = await this.#read()
    const name = this.list.name || (first.name ?? '')
    document.title = `${name} · FlixFlow`
    this.main.removeAttribute('aria-busy')
    this.main.replaceChildren(
      h(
        'header',
        { class: 'browse-head' },
        h('h1', {}, name),
        first.description ? h('p', {}, first.description) : null,
        this.list.choices ? this.#chooser() : null
      ),
      this.#grid,
      this.#end
    )
    this.#add(first)
    new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void this.#more()
      },
      { rootMargin: '800px' }
    ).observe(this.#end)
  }

  #read(): Promise<Answer> {
    const { sort, kind } = this.#choices
    const query = new URLSearchParams({ ...this.list.query, limit: String(PAGE_LENGTH) })
    if (this.list.choices) query.set('sort', sort)
    if (kind) query.set('kind', kind)
    if (this.#cursor) query.set('cursor', this.#cursor)
    return api<Answer>(`${this.list.path}?${query}`)
  }

  #add(page: Answer): void {
    this.#cursor = page.nextCursor
    const isListed = this.list.path.endsWith('/list')
    const listed = isListed ? new Set(page.items.map(({ id }) => id)) : this.owner.listed
    const items = page.items.map((card) => posterItem(card, { ...this.owner, listed }))
    this.#grid.append(...items)
    if (this.#grid.children.length > 0) return this.#end.replaceChildren()
    this.#end.replaceChildren(notice('Nothing here yet', this.list.nothing))
  }

  async #more(): Promise<void> {
    if (this.#loading || !this.#cursor) return
    this.#loading = true
    const round = this.#round
    try {
      const page = await this.#read()
      if (round === this.#round) this.#add(page)
    } catch {
      const again = { type: 'button', class: 'button', onclick: () => void this.#more() } as const
      this.#end.replaceChildren(h('button', again, 'Show more'))
    } finally {
      this.#loading = false
    }
  }

  #chooser(): HTMLElement {
    const change = (name: 'sort' | 'kind') => (event: Event) => {
      this.#choices[name] = (event.target as HTMLSelectElement).value
      void this.#again()
    }
    return h(
      'div',
      { class: 'browse-choices' },
      select('What', change('kind'), [
        ['', 'Films and shows'],
        ['film', 'Films'],
        ['show', 'Shows'],
      ]),
      select('Order', change('sort'), [
        ['newest', 'Newest first'],
        ['popular', 'Popular'],
        ['year', 'By year'],
        ['name', 'A to Z'],
      ])
    )
  }

  async #again(): Promise<void> {
    this.#round += 1
    this.#cursor = null
    const round = this.#round
    const page = await this.#read()
    if (round !== this.#round) return
    this.#grid.replaceChildren()
    this.#add(page)
  }
}

function select(
  label: string,
  onchange: (event: Event) => void,
  options: [value: string, words: string][]
): HTMLElement {
  const choices = options.map(([value, words]) => h('option', { value }, words))
  return h('select', { 'aria-label': label, onchange }, ...choices)
}

interface PersonAnswer {
  name: string
  titles: { roles: { role: string; character: string | null }[]; title: ShownCard }[]
}

async function showPerson(main: HTMLElement, id: string, owner: CardOwner): Promise<void> {
  const person = await api<PersonAnswer>(`/v1/people/${id}?profileId=${owner.profileId}`)
  document.title = `${person.name} · FlixFlow`
  main.removeAttribute('aria-busy')
  const items = person.titles.map(({ title, roles }) => {
    const item = posterItem(title, owner)
    const parts = roles.map(({ role, character }) => character ?? role)
    item.append(h('small', { class: 'card-role' }, [...new Set(parts)].join(', ')))
    return item
  })
  main.replaceChildren(
    h('header', { class: 'browse-head' }, h('h1', {}, person.name)),
    h('ul', { class: 'card-grid' }, ...items)
  )
}

startPage(must('[data-browse]'), show)
