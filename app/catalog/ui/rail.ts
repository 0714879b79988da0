import type { Rail, ShownCard } from '../../core/ui/api_types.js'
import { h, prefersLessMotion } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { dayOf, episodeLabel, timeLeft } from '../../core/ui/words.js'
import { cardMenuButton, isChosen } from './card_menu.js'
import { myListButton } from './own_lists.js'
import { backdropOf, picture, posterOf, watchLink } from './title_words.js'

/** Whose cards they are, and what stands on their list. */
export interface CardOwner {
  profileId: string
  listed: ReadonlySet<string>
}

/** The page that goes on where a rail ends. */
function pageOf({ id, kind }: Rail): string | null {
  if (kind === 'genre') return `/genre/${id.slice('genre-'.length)}`
  if (kind === 'collection') return `/collection/${id.slice('collection-'.length)}`
  return { 'my-list': '/my-list', 'coming': '/coming' }[kind] ?? null
}

/** One row of a page. Arrow keys walk it, a finger drags it and it snaps. */
export function railSection(rail: Rail, owner: CardOwner): HTMLElement {
  const wide = rail.kind === 'continue-watching'
  const headingId = `rail-${rail.id}`
  const items = h(
    'ul',
    { class: 'rail-items' },
    ...rail.items.map((title) => {
      if (wide) return h('li', {}, resumeCard(title))
      const item = posterItem(title, owner)
      if (isChosen(rail.kind)) item.append(cardMenuButton(owner.profileId, title, () => item))
      return item
    })
  )
  const section = h(
    'section',
    { 'class': wide ? 'rail rail-wide' : 'rail', 'aria-labelledby': headingId, 'data-rail': true },
    heading(rail, headingId),
    items
  )
  section.append(pageButton(items, -1), pageButton(items, 1))
  paintEnds(section, items)
  items.addEventListener('scroll', () => paintEnds(section, items), { passive: true })
  new ResizeObserver(() => paintEnds(section, items)).observe(items)
  return section
}

function heading(rail: Rail, id: string): HTMLElement {
  if (rail.because) return reasonHeading(rail.because, rail.name, id)
  const page = pageOf(rail)
  if (!page) return h('h2', { id }, rail.name)
  return h(
    'h2',
    { id },
    h('a', { class: 'rail-link', href: page }, rail.name, icon('chevronRight'))
  )
}

/** Names the title that the rail stands there for, apart from the words before it. */
function reasonHeading(because: { id: string; name: string }, name: string, id: string) {
  const words = name.slice(0, name.length - because.name.length)
  const link = h('a', { class: 'rail-because', href: `/title/${because.id}` }, because.name)
  return h('h2', { id, class: 'rail-reason' }, words, link)
}

/** A poster with the button that puts its title on the list. */
export function posterItem(title: ShownCard, owner: CardOwner): HTMLElement {
  const button = myListButton(owner.profileId, title, owner.listed.has(title.id), 'card')
  return h('li', { class: 'poster-item' }, posterCard(title), button)
}

function posterCard(title: ShownCard): HTMLElement {
  return h(
    'a',
    { class: 'poster-card', href: `/title/${title.id}` },
    picture(posterOf(title), 'picture-poster', '(width < 700px) 34vw, 15vw'),
    h(
      'span',
      { class: 'poster-card-words' },
      h('strong', {}, title.name),
      title.availableFrom ? h('small', {}, `From ${dayOf(title.availableFrom)}`) : null
    )
  )
}

function resumeCard(title: ShownCard): HTMLElement {
  const { progress } = title
  const share = progress ? progress.positionSeconds / Math.max(1, progress.durationSeconds) : 0
  const bar = h('span')
  bar.style.width = `${Math.min(100, Math.round(share * 100))}%`
  const label = progress ? episodeLabel(progress.seasonNumber, progress.episodeNumber) : null
  const left = progress ? timeLeft(progress.positionSeconds, progress.durationSeconds) : null
  const frame = picture(backdropOf(title), 'picture-wide', '(width < 700px) 60vw, 24vw')
  frame.append(
    h('span', { class: 'resume-play' }, icon('play')),
    h('span', { class: 'progress' }, bar)
  )
  return h(
    'a',
    {
      'class': 'resume-card',
      'href': watchLink(title) ?? `/title/${title.id}`,
      'aria-label': [`Resume ${title.name}`, label, left].filter(Boolean).join(', '),
    },
    frame,
    h('strong', {}, title.name),
    h('small', {}, [label, left].filter(Boolean).join(' · '))
  )
}

function pageButton(items: HTMLElement, direction: 1 | -1): HTMLElement {
  const scroll = () =>
    items.scrollBy({
      left: direction * items.clientWidth * 0.85,
      behavior: prefersLessMotion() ? 'auto' : 'smooth',
    })
  return h(
    'button',
    {
      'type': 'button',
      'class': `rail-page rail-page-${direction > 0 ? 'next' : 'back'}`,
      'tabindex': -1,
      'aria-hidden': 'true',
      'onclick': scroll,
    },
    icon(direction > 0 ? 'chevronRight' : 'chevronLeft')
  )
}

function paintEnds(section: HTMLElement, items: HTMLElement) {
  section.toggleAttribute('data-more-before', items.scrollLeft > 8)
  const after = items.scrollWidth - items.clientWidth - items.scrollLeft
  section.toggleAttribute('data-more-after', after > 8)
}

/** Left and right walk a rail, up and down go to the rail above or below. */
export function listenToRailKeys(root: HTMLElement): void {
  root.addEventListener('keydown', (event) => {
    const card = (event.target as Element).closest<HTMLElement>('.rail-items a')
    const target = card && neighbour(root, card, event.key)
    if (!target) return
    event.preventDefault()
    target.focus({ preventScroll: true })
    target.scrollIntoView({
      block: 'nearest',
      inline: 'center',
      behavior: prefersLessMotion() ? 'auto' : 'smooth',
    })
  })
}

function neighbour(root: HTMLElement, card: HTMLElement, key: string): HTMLElement | null {
  const rails = [...root.querySelectorAll<HTMLElement>('[data-rail]')]
  const rail = rails.findIndex((candidate) => candidate.contains(card))
  const cardsOf = (at: number) => [
    ...(rails[at]?.querySelectorAll<HTMLElement>('.rail-items a') ?? []),
  ]
  const cards = cardsOf(rail)
  const at = cards.indexOf(card)
  if (key === 'ArrowRight') return cards[at + 1] ?? null
  if (key === 'ArrowLeft') return cards[at - 1] ?? null
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  if (step === 0) return null
  const x = card.getBoundingClientRect().left
  const distance = (other: HTMLElement) => Math.abs(other.getBoundingClientRect().left - x)
  return cardsOf(rail + step).sort((a, b) => distance(a) - distance(b))[0] ?? null
}
