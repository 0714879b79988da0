import { NoAnswer, RequestRefused } from '../../core/ui/api.js'
import type { DeviceInUse } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { icon, type IconName } from '../../core/ui/icons.js'
import { ago } from '../../core/ui/words.js'
import { ProfileNotChosen } from './play.js'
import { BrowserTooOld } from './warm_player.js'

/** Why a play does not go on, in words that a viewer can act on. */
export interface Refusal {
  title: string
  words: string
  devices?: DeviceInUse[]
  actions: Array<'retry' | 'logIn' | 'chooseProfile' | 'browse' | 'playHere'>
}

const ACTIONS = {
  retry: 'Try again',
  playHere: 'Play here',
  logIn: 'Log in',
  chooseProfile: 'Choose a profile',
  browse: 'Back to browsing',
} as const

/** Turns what was raised on the way to a picture into words. */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof ProfileNotChosen) {
    return {
      title: 'Who is watching?',
      words: 'Choose a profile, so that your place in this film is kept as yours.',
      actions: ['chooseProfile'],
    }
  }
  if (error instanceof NoAnswer) return NO_NETWORK
  if (error instanceof BrowserTooOld) return TOO_OLD
  if (error instanceof RequestRefused) return refusalForProblem(error)
  return refusalForPlayer(error)
}

/** The page was opened for something that is not there. */
export const NOTHING_TO_PLAY: Refusal = {
  title: 'There is nothing to play here',
  words: 'It may have left FlixFlow, or the address has a mistake in it.',
  actions: ['browse'],
}

const NO_NETWORK: Refusal = {
  title: 'You seem to be offline',
  words: 'We could not reach FlixFlow. Check your connection and try again; your place is kept.',
  actions: ['retry', 'browse'],
}

const TOO_OLD: Refusal = {
  title: 'This browser cannot play protected video',
  words: 'Open FlixFlow in a current version of Chrome, Edge, Firefox or Safari.',
  actions: ['browse'],
}

function refusalForProblem(error: RequestRefused): Refusal {
  const { problem } = error
  if (problem.code === 'playback.stream-limit') {
    return {
      title: 'Too many screens at once',
      words: 'Your account is already playing on these devices. Stop one of them, then try again.',
      devices: problem.devicesInUse ?? [],
      actions: ['retry', 'browse'],
    }
  }
  if (problem.status === 401) {
    return {
      title: 'Log in to watch',
      words: 'Your log-in has run out or was ended on this device.',
      actions: ['logIn', 'browse'],
    }
  }
  if (problem.status === 404 || problem.status === 410) {
    return {
      title: 'This is not available',
      words: problem.detail ?? 'It may have left FlixFlow, or is not ready to play yet.',
      actions: ['browse'],
    }
  }
  if (problem.status === 403) {
    return {
      title: 'Not for this profile',
      words: problem.detail ?? 'This profile may not play this title.',
      actions: ['chooseProfile', 'browse'],
    }
  }
  if (problem.status >= 500) {
    return {
      title: 'Something went wrong on our side',
      words: 'It is not your connection. Try again in a moment.',
      actions: ['retry', 'browse'],
    }
  }
  return {
    title: problem.title,
    words: problem.detail ?? 'Try again, or choose something else.',
    actions: ['retry', 'browse'],
  }
}

/** Shaka's error categories: 1 network, 6 DRM. */
function refusalForPlayer(error: unknown): Refusal {
  const { category, code } = error as { category?: number; code?: number }
  if (category === 1) return NO_NETWORK
  const words =
    category === 6
      ? 'The licence for this film was refused or could not be used by this browser.'
      : 'The picture stopped and could not be brought back.'
  return {
    title: 'This could not be played',
    words: code ? `${words} (Code ${code})` : words,
    actions: ['retry', 'browse'],
  }
}

/** Words for a session that the service ended. */
export function refusalForStop(reason: string | null): Refusal {
  if (reason === 'device-ended' || reason?.startsWith('auth.')) {
    return {
      title: 'This device was logged out',
      words: 'Someone ended this device’s log-in from the account page. Log in to go on.',
      actions: ['logIn', 'browse'],
    }
  }
  return {
    title: 'Playing stopped on this device',
    words: 'This account began to play somewhere else, or this play was idle for too long.',
    actions: ['playHere', 'browse'],
  }
}

/** The panel over the picture that says why, with a button for each thing the viewer can do. */
export class RefusalPanel {
  #panel = must('[data-refusal]')

  constructor(private again: () => void) {}

  show(refusal: Refusal): void {
    this.#panel.replaceChildren(
      h(
        'div',
        { class: 'notice' },
        h('h2', { id: 'refusal-title', tabindex: -1 }, refusal.title),
        h('p', {}, refusal.words),
        refusal.devices?.length ? deviceList(refusal.devices) : null,
        h(
          'div',
          { class: 'notice-actions' },
          ...refusal.actions.map((name, at) => this.#action(name, at))
        )
      )
    )
    this.#panel.hidden = false
    must('#refusal-title', this.#panel).focus({ preventScroll: true })
  }

  hide(): void {
    this.#panel.hidden = true
  }

  #action(name: Refusal['actions'][number], at: number): HTMLElement {
    const look = at === 0 ? 'button button-strong' : 'button button-quiet'
    if (name === 'retry' || name === 'playHere') {
      const again = () => {
        this.hide()
        this.again()
      }
      return h('button', { type: 'button', class: look, onclick: again }, ACTIONS[name])
    }
    const back = encodeURIComponent(location.pathname)
    const href = {
      logIn: `/login?next=${back}`,
      chooseProfile: `/profiles?next=${back}`,
      browse: '/',
    }
    return h('a', { class: look, href: href[name] }, ACTIONS[name])
  }
}

function deviceList(devices: DeviceInUse[]): HTMLElement {
  const known: readonly string[] = ['phone', 'tablet', 'tv', 'web']
  return h(
    'ul',
    { class: 'devices-in-use' },
    ...devices.map((device) =>
      h(
        'li',
        {},
        icon((known.includes(device.deviceKind) ? device.deviceKind : 'tv') as IconName),
        h(
          'span',
          {},
          h('strong', {}, device.deviceName),
          h('small', {}, `${device.titleName} · since ${ago(device.startedAt)}`)
        )
      )
    )
  )
}
