import { api } from '../../core/ui/api.js'
import type { Reason, ShownCard } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'

/** Kinds of rails whose titles were chosen, so that a viewer may ask why and say no. */
const CHOSEN = new Set([
  ...['for-you', 'because', 'top', 'trending', 'new-for-you', 'rediscover', 'genre'],
])

export function isChosen(kind: string): boolean {
  return CHOSEN.has(kind)
}

/** Distance of the menu from its button and from the window's edge, in CSS pixels. */
const GAP = 8

/** The button on a card that opens what can be asked and said of its title. */
export function cardMenuButton(
  profileId: string,
  title: ShownCard,
  item: () => HTMLElement
): HTMLButtonElement {
  const label = `More about why ${title.name} is here`
  const button = h(
    'button',
    {
      'type': 'button',
      'class': 'card-button card-menu-button',
      'title': 'Why this, or not for me',
      'aria-label': label,
      'aria-haspopup': 'true',
    },
    icon('more')
  )
  button.addEventListener('click', () => open(button, menuOf(profileId, title, item)))
  return button
}

function open(button: HTMLElement, menu: HTMLElement): void {
  document.querySelector('.card-menu')?.remove()
  document.body.append(menu)
  menu.addEventListener('toggle', (event) => {
    if ((event as ToggleEvent).newState === 'closed') menu.remove()
  })
  menu.showPopover()
  place(menu, button)
  new ResizeObserver(() => place(menu, button)).observe(menu)
  addEventListener('scroll', () => menu.remove(), { once: true, capture: true })
  menu.querySelector('button')?.focus()
}

/** Below the button and inside the window. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = menu
  const left = Math.min(at.right - width, innerWidth - width - GAP)
  const below = at.bottom + GAP
  const top = below + height < innerHeight ? below : Math.max(GAP, at.top - height - GAP)
  menu.style.left = `${Math.max(GAP, left)}px`
  menu.style.top = `${top}px`
}

function menuOf(profileId: string, title: ShownCard, item: () => HTMLElement): HTMLElement {
  const words = h('p', { class: 'card-menu-words', role: 'status', hidden: true })
  const why = h('button', { type: 'button' }, icon('help'), 'Why this?')
  const refuse = h('button', { type: 'button' }, icon('thumbDown'), 'Not for me')
  const menu = h(
    'div',
    { 'class': 'card-menu', 'popover': 'auto', 'role': 'group', 'aria-label': title.name },
    why,
    refuse,
    words
  )
  why.addEventListener('click', () => {
    words.hidden = false
    words.textContent = 'One moment…'
    const path = `/v1/profiles/${profileId}/recommendations/${title.id}/reason`
    api<Reason>(path)
      .then((reason) => (words.textContent = reasonWords(reason)))
      .catch(() => (words.textContent = 'This cannot be said right now.'))
  })
  refuse.addEventListener('click', () => {
    menu.hidePopover()
    refuseTitle(profileId, title, item())
  })
  return menu
}

function reasonWords({ kind, titles }: Reason): string {
  const named = listOf(titles.map(({ name }) => name))
  switch (kind) {
    case 'watched':
      return `Because you watched ${named}.`
    case 'liked':
      return `Because you like ${named}.`
    case 'favourite':
      return `Because ${named} ${titles.length > 1 ? 'are' : 'is'} among your favourites.`
    case 'trending':
      return 'More and more people watch it these days.'
    case 'popular':
      return 'Many people where you are watch it.'
    case 'new':
      return 'It came out lately.'
    case 'catalogue':
      return 'To show you something of our catalogue.'
  }
}

function listOf(names: string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names)
}

/** Takes a card off its rail; it says so in its place, where that can be taken back. */
function refuseTitle(profileId: string, title: ShownCard, item: HTMLElement): void {
  const path = `/v1/profiles/${profileId}/opinions/${title.id}`
  const takeBack = () => {
    item.replaceChildren(...card)
    void api(path, { method: 'DELETE' })
  }
  const undo = h(
    'button',
    { type: 'button', class: 'button button-small', onclick: takeBack },
    'Undo'
  )
  const card = [...item.childNodes]
  item.replaceChildren(
    h(
      'div',
      { class: 'refused', role: 'status' },
      icon('thumbDown'),
      h('strong', {}, 'Not for you'),
      h('small', {}, `${title.name} is not offered again.`),
      undo
    )
  )
  undo.focus({ preventScroll: true })
  api(path, { method: 'PUT', body: { opinion: 'down' } }).catch(() => item.replaceChildren(...card))
}
