import { h } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { episodeLabel } from '../../core/ui/words.js'
import type { Facet, FacetName, FoundItem } from './search_types.js'
import { picture, posterOf } from './title_words.js'

const FACETS: Record<FacetName, string> = {
  kind: 'Kind',
  genre: 'Genre',
  decade: 'Years',
  audioLanguage: 'Sound',
}
const MOST_CHOICES = 24

/** Titles and episodes as a grid of cards, people and collections as rows above it. */
export function resultsOf(items: FoundItem[]): Node[] {
  const named = items.filter(({ kind }) => kind === 'person' || kind === 'collection')
  const cards = items.flatMap((item) => cardOf(item) ?? [])
  return [
    ...(named.length > 0
      ? [h('ul', { class: 'found-names' }, ...named.map((item) => h('li', {}, nameRow(item))))]
      : []),
    h('ul', { class: 'found-grid' }, ...cards.map((card) => h('li', {}, card))),
  ]
}

function cardOf(item: FoundItem): HTMLElement | null {
  if (item.episode) return episodeCard(item.episode)
  if (!item.title) return null
  const { title, season, matched } = item
  const year = title.releaseYear ? String(title.releaseYear) : null
  const kind = title.kind === 'show' ? (season ? `Season ${season.number}` : 'Series') : null
  const by =
    matched && matched.field !== 'name' && matched.text !== title.name ? matched.text : null
  return h(
    'a',
    { class: 'found-card', href: `/title/${title.id}${season ? `#season-${season.number}` : ''}` },
    picture(posterOf(title), 'picture-poster', '(width < 700px) 30vw, 12rem'),
    h('strong', {}, title.name),
    h('small', {}, [year, kind].filter(Boolean).join(' · ')),
    by ? h('small', { class: 'found-by' }, by) : null
  )
}

function episodeCard(episode: NonNullable<FoundItem['episode']>): HTMLElement {
  const { still, stillSrcset, stillPreview } = episode.artwork
  const href = episode.playable ? `/watch/${episode.id}?autoplay=1` : `/title/${episode.titleId}`
  return h(
    'a',
    { class: 'found-card', href },
    picture(
      { src: still, srcset: stillSrcset, preview: stillPreview },
      'picture-poster',
      '(width < 700px) 60vw, 24rem'
    ),
    h('strong', {}, episode.name),
    h('small', {}, episodeLabel(episode.seasonNumber, episode.episodeNumber) ?? ''),
    h('small', { class: 'found-by' }, episode.showName)
  )
}

function nameRow(item: FoundItem): HTMLElement {
  const known = item.knownFor.map(({ name }) => name).join(', ')
  return h(
    'a',
    { href: `/${item.kind}/${item.id}` },
    icon(item.kind === 'person' ? 'people' : 'bookmark'),
    h('span', {}, h('strong', {}, item.name), known ? h('small', {}, known) : null)
  )
}

/** One choice per facet that would narrow what was found, or that narrows it now. */
export function facetsOf(
  facets: Record<FacetName, Facet[]>,
  chosen: Partial<Record<FacetName, string>>,
  choose: (facet: FacetName, value: string) => void
): HTMLElement[] {
  return (Object.keys(FACETS) as FacetName[]).flatMap((name) => {
    const choices = facets[name].slice(0, MOST_CHOICES)
    const current = chosen[name] ?? ''
    if (choices.length < 2 && current === '') return []
    const missing = current !== '' && !choices.some(({ value }) => value === current)
    const select = h(
      'select',
      { 'aria-label': FACETS[name], 'onchange': () => choose(name, select.value) },
      h('option', { value: '' }, FACETS[name]),
      missing ? h('option', { value: current }, current) : null,
      ...choices.map(({ value, name: words, count }) =>
        h('option', { value }, `${words} (${count})`)
      )
    )
    select.value = current
    select.toggleAttribute('data-chosen', current !== '')
    return [select]
  })
}
