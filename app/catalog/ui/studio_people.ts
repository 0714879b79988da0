import { h } from '../../core/ui/dom.js'
import { api, attempt, say, studioApi } from './studio_api.js'
import { button } from './studio_fields.js'
import type { Page } from './studio_types.js'

interface Person {
  id: string
  name: string
  creditCount: number
}

const PAUSE_MS = 200

/** People by name: they are renamed in all titles at once, and who stands there twice is made one. */
export async function showPeople(main: HTMLElement): Promise<void> {
  await new PeoplePage(main).start()
}

class PeoplePage {
  readonly #list = h('ul', { class: 'studio-list' })
  readonly #said = h('p', { class: 'studio-merging', role: 'status' })
  readonly #more = button('More', () => void attempt(() => this.#load()), 'quiet')
  #people: Person[] = []
  #text = ''
  #cursor: string | null = null
  /** Who is about to be merged into another. */
  #merged: Person | null = null

  constructor(private main: HTMLElement) {}

  async start(): Promise<void> {
    this.main.replaceChildren(
      h('header', { class: 'studio-head' }, h('h1', {}, 'People')),
      h('div', { class: 'studio-filters' }, this.#search()),
      this.#said,
      this.#list,
      this.#more
    )
    await this.#look('')
  }

  #search(): HTMLElement {
    let waiting: ReturnType<typeof setTimeout> | undefined
    return h('input', {
      'type': 'search',
      'placeholder': 'Search by name',
      'aria-label': 'Search people',
      'oninput': (event: InputEvent) => {
        const { value } = event.target as HTMLInputElement
        clearTimeout(waiting)
        waiting = setTimeout(() => void attempt(() => this.#look(value.trim())), PAUSE_MS)
      },
    })
  }

  #look(text: string): Promise<void> {
    this.#text = text
    this.#cursor = null
    this.#people = []
    return this.#load()
  }

  async #load(): Promise<void> {
    const text = this.#text
    const query = new URLSearchParams({ limit: '50' })
    if (text) query.set('text', text)
    if (this.#cursor) query.set('cursor', this.#cursor)
    const page = await api<Page<Person>>(`/v1/staff/people?${query}`)
    // Somebody has typed on meanwhile.
    if (text !== this.#text) return
    this.#people.push(...page.items)
    this.#cursor = page.nextCursor
    this.#paint()
  }

  #paint(): void {
    const merged = this.#merged
    this.#said.replaceChildren(
      ...(merged
        ? [
            `Whose are the credits of “${merged.name}”? `,
            button('Nobody else’s', () => this.#choose(null), 'quiet'),
          ]
        : [])
    )
    const empty = h('li', { class: 'studio-empty' }, 'Nobody of that name.')
    const rows = this.#people.map((person) => this.#row(person))
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [empty]))
    this.#more.hidden = this.#cursor === null
  }

  #row(person: Person): HTMLElement {
    const { name, creditCount } = person
    const merged = this.#merged
    const credits = `${creditCount} ${creditCount === 1 ? 'credit' : 'credits'}`
    const actions = !merged
      ? [
          button('Rename', () => void this.#rename(person), 'quiet'),
          button('Merge', () => this.#choose(person), 'quiet'),
        ]
      : merged.id === person.id
        ? []
        : [button('This one’s', () => void this.#mergeInto(merged, person))]
    return h(
      'li',
      { class: 'studio-row' },
      h('span', { class: 'studio-row-words' }, h('strong', {}, name), h('small', {}, credits)),
      ...actions
    )
  }

  #choose(person: Person | null): void {
    this.#merged = person
    this.#paint()
  }

  async #rename(person: Person): Promise<void> {
    const name = prompt('Name, in all titles', person.name)?.trim()
    if (!name || name === person.name) return
    const path = `/v1/people/${person.id}`
    const after = await attempt(
      () => studioApi<Person>(path, { method: 'PATCH', body: { name } }),
      'Saved.'
    )
    if (!after) return
    this.#people = this.#people.map((known) => (known.id === after.id ? after : known))
    this.#paint()
  }

  async #mergeInto(merged: Person, into: Person): Promise<void> {
    const question = `Give all credits of "${merged.name}" to "${into.name}"? This cannot be undone.`
    if (!confirm(question)) return
    const path = `/v1/people/${merged.id}/merge`
    const body = { intoPersonId: into.id }
    const after = await attempt(() => studioApi<Person>(path, { method: 'POST', body }))
    if (!after) return
    say(`${merged.name} and ${after.name} are one.`)
    this.#people = this.#people
      .filter(({ id }) => id !== merged.id)
      .map((known) => (known.id === after.id ? after : known))
    this.#choose(null)
  }
}
