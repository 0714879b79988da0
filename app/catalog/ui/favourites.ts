import { api } from '../../core/ui/api.js'
import type { Favourites, HomePage, Profile, TitleCard } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { picture, posterOf } from './title_words.js'

/** As few as say something of a taste, and as many as the service takes. */
const FEWEST = 3
const MOST = 20

const laterKey = (profileId: string) => `flixflow.favourites-later.${profileId}`

/**
 * Asks a profile of which nothing is known to name what it likes. Only a home without a rail that a
 * model chose is worth the question.
 */
export async function askForFavourites(
  place: HTMLElement,
  profile: Profile,
  { rails }: HomePage
): Promise<void> {
  if (rails.some(({ model }) => model) || localStorage.getItem(laterKey(profile.id))) return
  const path = `/v1/profiles/${profile.id}/favourites`
  const favourites = await api<Favourites>(path)
  if (!favourites.wanted || favourites.offered.length < FEWEST) return
  place.prepend(invitation(profile, path, favourites.offered))
}

function invitation(profile: Profile, path: string, offered: TitleCard[]): HTMLElement {
  const later = () => {
    localStorage.setItem(laterKey(profile.id), '1')
    strip.remove()
  }
  const choose = () => document.body.appendChild(picker(path, offered)).showModal()
  const strip = h(
    'section',
    { 'class': 'invitation', 'aria-label': 'Your taste' },
    h(
      'div',
      { 'class': 'invitation-posters', 'aria-hidden': 'true' },
      ...offered.slice(0, 3).map((title) => picture(posterOf(title), 'out-now-picture', '4rem'))
    ),
    h(
      'p',
      {},
      h('strong', {}, `What do you like, ${profile.name}?`),
      ' Name a few titles, and your home begins with what fits.'
    ),
    h('button', { type: 'button', class: 'button button-strong', onclick: choose }, 'Choose'),
    h('button', { type: 'button', class: 'button button-quiet', onclick: later }, 'Later')
  )
  return strip
}

function picker(path: string, offered: TitleCard[]): HTMLDialogElement {
  const chosen = new Set<string>()
  const count = h('p', { class: 'picker-count', role: 'status' })
  const done = h('button', { type: 'button', class: 'button button-strong' }, 'Show my home')
  const paint = () => {
    const missing = FEWEST - chosen.size
    count.textContent = missing > 0 ? `${missing} more to go` : `${chosen.size} chosen`
    done.disabled = missing > 0
  }
  const toggle = (title: TitleCard, button: HTMLElement) => {
    if (!chosen.delete(title.id) && chosen.size < MOST) chosen.add(title.id)
    button.setAttribute('aria-pressed', String(chosen.has(title.id)))
    paint()
  }
  done.addEventListener('click', () => {
    done.disabled = true
    api(path, { method: 'PUT', body: { titleIds: [...chosen] } })
      .then(() => location.reload())
      .catch(() => {
        count.textContent = 'That did not work. Try again.'
        done.disabled = false
      })
  })
  const dialog = h(
    'dialog',
    { 'class': 'picker', 'aria-label': 'Titles that you like' },
    h(
      'header',
      { class: 'picker-head' },
      h('h2', {}, 'Choose three or more that you like'),
      h(
        'button',
        {
          'type': 'button',
          'class': 'picker-close',
          'aria-label': 'Close',
          'onclick': () => dialog.close(),
        },
        icon('close')
      )
    ),
    h('ul', { class: 'card-grid picker-grid' }, ...offered.map((title) => pickable(title, toggle))),
    h('footer', { class: 'picker-foot' }, count, done)
  )
  dialog.addEventListener('close', () => dialog.remove())
  paint()
  return dialog
}

function pickable(
  title: TitleCard,
  toggle: (title: TitleCard, button: HTMLElement) => void
): HTMLElement {
  const button = h(
    'button',
    { 'type': 'button', 'class': 'poster-card pickable', 'aria-pressed': 'false' },
    picture(posterOf(title), 'picture-poster', '(width < 700px) 30vw, 12vw'),
    h('span', { class: 'poster-card-words' }, h('strong', {}, title.name)),
    h('span', { class: 'pickable-mark' }, icon('check'))
  )
  button.addEventListener('click', () => toggle(title, button))
  return h('li', {}, button)
}
