import { api } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import { action, line } from './account_section.js'
import type { SecurityWork } from './account_security.js'
import { asOwner, askForProof } from './confirm_identity.js'

export interface TwoFactorState {
  on: boolean
  since: string | null
  recoveryCodesLeft: number
}

interface SetUp {
  secret: string
  otpauthUrl: string
  qrCode: string
}

/** Two-factor log-in: to set it up, renew its recovery codes, and turn it off. */
export function twoFactorPart(state: TwoFactorState, work: SecurityWork): HTMLElement {
  const below = h('div', { 'class': 'security-below', 'data-two-factor': true })
  const actions = state.on
    ? [
        action('New recovery codes', () => work.run(() => renew(below))),
        action('Turn off', () => work.run(() => turnOff(work)), 'danger'),
      ]
    : [action('Set up', () => work.run(() => setUp(below, work)), 'strong')]
  return h(
    'div',
    { class: 'security-part' },
    h('ul', { class: 'account-lines' }, line('Two-factor log-in', wordsOf(state), ...actions)),
    below
  )
}

function wordsOf({ on, recoveryCodesLeft: left }: TwoFactorState): string {
  if (!on) return 'Off. With it, a stolen password alone opens nothing.'
  return `On. ${left === 1 ? 'One recovery code' : `${left} recovery codes`} left.`
}

async function setUp(place: HTMLElement, work: SecurityWork): Promise<void> {
  const made = await asOwner(() => api<SetUp>('/v1/account/two-factor', { method: 'POST' }))
  const code = h('input', {
    name: 'code',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: 12,
  })
  const confirm = (event: SubmitEvent) => {
    event.preventDefault()
    work.run(async () => {
      const body = { code: code.value.trim() }
      const { recoveryCodes } = await api<{ recoveryCodes: string[] }>(
        '/v1/account/two-factor/confirm',
        { method: 'POST', body }
      )
      showRecoveryCodes(place, recoveryCodes, work)
    })
  }
  place.replaceChildren(
    h(
      'div',
      { class: 'security-set-up' },
      h('img', { src: made.qrCode, alt: 'QR code for your authenticator app', width: 208 }),
      h(
        'form',
        { class: 'dialog-form', onsubmit: confirm },
        h('p', {}, 'Scan this with your authenticator app, or open it on this phone.'),
        h('a', { class: 'link', href: made.otpauthUrl }, 'Open in my app'),
        h('p', {}, 'Without a camera, write this key into the app:'),
        h('code', { class: 'security-secret' }, inGroups(made.secret)),
        h('label', { class: 'field' }, h('span', {}, 'The code that it shows'), code),
        h('button', { class: 'button button-strong button-small' }, 'Turn on')
      )
    )
  )
  code.focus()
}

function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret
}

async function renew(place: HTMLElement): Promise<void> {
  const { recoveryCodes } = await asOwner(() =>
    api<{ recoveryCodes: string[] }>('/v1/account/two-factor/recovery-codes', { method: 'POST' })
  )
  showRecoveryCodes(place, recoveryCodes)
}

/** They are shown this once, so that the viewer keeps them before going on. */
function showRecoveryCodes(place: HTMLElement, codes: string[], work?: SecurityWork): void {
  const copy = action('Copy', () => void navigator.clipboard.writeText(codes.join('\n')))
  const done = action(
    'I have kept them',
    () => void (work ? work.again() : place.replaceChildren()),
    'strong'
  )
  place.replaceChildren(
    h(
      'div',
      { class: 'security-codes' },
      h('h3', {}, 'Keep your recovery codes'),
      h('p', {}, 'Each lets you in once without your phone. They are not shown again.'),
      h('ol', {}, ...codes.map((code) => h('li', {}, h('code', {}, code)))),
      h('div', { class: 'account-line-actions' }, copy, done)
    )
  )
}

/** Turning it off asks for a proof of its own each time. */
async function turnOff(work: SecurityWork): Promise<void> {
  await askForProof(
    'Turn two-factor log-in off?',
    'Your password alone will let anyone in who has it.',
    async (proof) => {
      await api('/v1/account/two-factor/off', { method: 'POST', body: proof })
    }
  )
  await work.again()
}
