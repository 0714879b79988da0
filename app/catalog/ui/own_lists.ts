import { api } from '../../core/ui/api.js'
import type { Opinion, TitleStanding } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'
import { icon, type IconName } from '../../core/ui/icons.js'

interface Toggle {
  /** Address under which the choice is kept. */
  path: string
  chosen: boolean
  icons: { chosen: IconName; other: IconName }
  words: { chosen: string; other: string }
  className: string
  /** Shows the words beside the icon, not to screen readers only. */
  labelled?: boolean
}

/** A button that keeps a choice, shows it at once, and takes it back when that fails. */
function toggleButton(toggle: Toggle): HTMLButtonElement {
  let { chosen } = toggle
  const button = h('button', { type: 'button', class: toggle.className })
  const paint = () => {
    const words = chosen ? toggle.words.chosen : toggle.words.other
    button.setAttribute('aria-pressed', String(chosen))
    button.title = words
    if (!toggle.labelled) button.setAttribute('aria-label', words)
    const sign = icon(chosen ? toggle.icons.chosen : toggle.icons.other)
    button.replaceChildren(sign, ...(toggle.labelled ? [words] : []))
  }
  button.addEventListener('click', () => {
    chosen = !chosen
    paint()
    api(toggle.path, { method: chosen ? 'PUT' : 'DELETE' }).catch(() => {
      chosen = !chosen
      paint()
    })
  })
  paint()
  return button
}

/** Puts a title on the profile's list, or takes it off. */
export function myListButton(
  profileId: string,
  title: { id: string; name: string },
  inMyList: boolean,
  place: 'card' | 'page'
): HTMLButtonElement {
  const words =
    place === 'page'
      ? { chosen: 'On my list', other: 'My list' }
      : { chosen: `Take ${title.name} off my list`, other: `Put ${title.name} on my list` }
  return toggleButton({
    path: `/v1/profiles/${profileId}/list/${title.id}`,
    chosen: inMyList,
    icons: { chosen: 'check', other: 'plus' },
    words,
    className: place === 'page' ? 'button' : 'card-button',
    labelled: place === 'page',
  })
}

/** Has the profile told when a coming title is out. */
export function reminderButton(
  profileId: string,
  titleId: string,
  reminder: TitleStanding['reminder']
): HTMLButtonElement {
  return toggleButton({
    path: `/v1/profiles/${profileId}/reminders/${titleId}`,
    chosen: reminder !== null,
    icons: { chosen: 'check', other: 'bell' },
    words: { chosen: 'You will be told', other: 'Remind me' },
    className: 'button button-strong',
    labelled: true,
  })
}

const OPINIONS: [Opinion, IconName, string][] = [
  ['love', 'heart', 'Love it'],
  ['up', 'thumbUp', 'Like it'],
  ['down', 'thumbDown', 'Not for me'],
]

/** What the profile thinks of a title: one of three, or nothing. */
export function opinionButtons(
  profileId: string,
  titleId: string,
  given: Opinion | null
): HTMLElement {
  const path = `/v1/profiles/${profileId}/opinions/${titleId}`
  let current = given
  const buttons = OPINIONS.map(([opinion, sign, words]) =>
    h(
      'button',
      {
        'type': 'button',
        'class': 'opinion',
        'data-opinion': opinion,
        'title': words,
        'aria-label': words,
        'onclick': () => choose(current === opinion ? null : opinion),
      },
      icon(sign)
    )
  )
  const paint = () =>
    buttons.forEach((button) =>
      button.setAttribute('aria-pressed', String(button.dataset['opinion'] === current))
    )
  const choose = (opinion: Opinion | null) => {
    const before = current
    current = opinion
    paint()
    const sent = opinion
      ? api(path, { method: 'PUT', body: { opinion } })
      : api(path, { method: 'DELETE' })
    sent.catch(() => {
      current = before
      paint()
    })
  }
  paint()
  return h(
    'div',
    { 'class': 'opinions', 'role': 'group', 'aria-label': 'Your opinion' },
    ...buttons
  )
}
