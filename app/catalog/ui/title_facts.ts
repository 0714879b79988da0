import type { TitlePage } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'

type Content = (Node | string)[]

/** Who made a title, what it belongs to, and how it can be heard and read. */
export function titleFacts(title: TitlePage): HTMLElement | null {
  const cast = title.cast.map(({ personId, name, character }) =>
    person(personId, name, character ? ` as ${character}` : '')
  )
  const credits = title.credits.map(({ personId, name, role }) =>
    person(personId, name, ` (${role})`)
  )
  const genres = title.genreLinks.map(({ id, name }) => [link(`/genre/${id}`, name)])
  const tags = title.tags.map(({ id, name }) => [link(`/tag/${id}`, name)])
  const rows: [string, Content][] = [
    ['With', listed(cast)],
    ['Made by', listed(credits)],
    ['Genres', listed(genres)],
    ['Tags', listed(tags)],
    ['Rating', title.rating ? [title.rating.label] : []],
    ['Sound', [languages(title.audioLanguages)]],
    ['Subtitles', [languages(title.subtitleLanguages)]],
    ['Credit', [title.attribution ?? '']],
  ]
  const known = rows.filter(([, content]) => content.some((part) => part !== ''))
  if (known.length === 0) return null
  return h(
    'dl',
    { class: 'facts' },
    ...known.flatMap(([name, content]) => [h('dt', {}, name), h('dd', {}, ...content)])
  )
}

function person(id: string, name: string, part: string): Content {
  return [link(`/person/${id}`, name), part]
}

function link(href: string, words: string): HTMLElement {
  return h('a', { class: 'fact-link', href }, words)
}

function listed(items: Content[]): Content {
  return items.flatMap((item, index) => (index > 0 ? [', ', ...item] : item))
}

const names = new Intl.DisplayNames(['en'], { type: 'language' })

function languages(tags: string[]): string {
  return tags.map((tag) => names.of(tag) ?? tag).join(', ')
}
