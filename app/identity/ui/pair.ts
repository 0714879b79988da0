import { api, goToLogIn, isLoggedOut, RequestRefused, viewer } from '../../core/ui/api.js'
import { h, must } from '../../core/ui/dom.js'
import { icon, type IconName } from '../../core/ui/icons.js'
import { failureNotice } from '../../core/ui/notice.js'
import { startSiteHeader } from '../../core/ui/site_header.js'
import { ago } from '../../core/ui/words.js'

interface PendingPairing {
  device: { name: string; kind: string }
  address: string
  sameNetwork: boolean
  requestedAt: string
}

type Decision = 'approve' | 'deny'

function ask<T>(does: 'lookup' | Decision, userCode: string): Promise<T> {
  return api<T>(`/v1/auth/device/${does}`, { method: 'POST', body: { user_code: userCode } })
}

function show(...elements: HTMLElement[]): void {
  must('[data-step]').replaceChildren(...elements)
}

/** First the code that the TV shows, or the one in the address that its QR code leads to. */
function askForCode(complaint: string | null = null): void {
  const input = h('input', {
    name: 'code',
    required: true,
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: 12,
    placeholder: 'WDJB-MJHT',
  })
  const look = (event: SubmitEvent) => {
    event.preventDefault()
    void lookAt(input.value)
  }
  show(
    h('p', {}, 'Write the code that your TV shows.'),
    h(
      'form',
      { onsubmit: look },
      h('label', { class: 'field field-code' }, h('span', {}, 'Code'), input),
      complaint ? h('p', { class: 'form-error', role: 'alert' }, complaint) : null,
      h('button', { class: 'button button-strong' }, 'Go on')
    )
  )
  input.focus()
}

/** Then who asks, before anything is decided. */
async function lookAt(userCode: string): Promise<void> {
  try {
    showDevice(userCode, await ask<PendingPairing>('lookup', userCode))
  } catch (error) {
    if (isLoggedOut(error)) return goToLogIn()
    askForCode(complaintOf(error))
  }
}

function showDevice(userCode: string, pairing: PendingPairing): void {
  const { device, address, sameNetwork, requestedAt } = pairing
  const from = sameNetwork ? 'from your network' : `from another network, ${address}`
  show(
    h('p', {}, 'Shall this device be logged in to your account?'),
    h(
      'div',
      { class: 'pair-device' },
      icon(iconOf(device.kind)),
      h('strong', {}, device.name),
      h('span', {}, `Asked ${ago(requestedAt)} ${from}`)
    ),
    ...(sameNetwork ? [] : [warning()]),
    h(
      'div',
      { class: 'pair-actions' },
      button('Approve', 'button button-strong', () => decide('approve', userCode, device.name)),
      button('Deny', 'button', () => decide('deny', userCode, device.name))
    )
  )
}

function warning(): HTMLElement {
  const words =
    'Approve it only if the TV is in front of you. Nobody from FlixFlow will ever ask you for this.'
  return h('p', { class: 'pair-warning' }, words)
}

function button(label: string, look: string, onclick: () => void): HTMLElement {
  return h('button', { type: 'button', class: look, onclick }, label)
}

async function decide(decision: Decision, userCode: string, name: string): Promise<void> {
  try {
    await ask(decision, userCode)
  } catch (error) {
    return askForCode(complaintOf(error))
  }
  show(
    h(
      'p',
      {},
      decision === 'approve' ? `${name} is logged in. Enjoy.` : `${name} was turned away.`
    ),
    h('a', { class: 'button', href: '/' }, 'To the films')
  )
}

function complaintOf(error: unknown): string {
  if (!(error instanceof RequestRefused)) return 'We could not reach FlixFlow. Try again.'
  return error.code === 'pairing.not-found'
    ? 'No TV shows this code now. Look again, or let the TV make a new one.'
    : error.message
}

function iconOf(kind: string): IconName {
  return kind === 'phone' || kind === 'tablet' || kind === 'web' ? kind : 'tv'
}

async function start(): Promise<void> {
  await viewer()
  const code = new URLSearchParams(location.search).get('code')
  if (code) return lookAt(code)
  askForCode()
}

startSiteHeader().catch(() => undefined)
start().catch((error: unknown) => {
  if (isLoggedOut(error)) return goToLogIn()
  must('[data-step]').replaceChildren(failureNotice(error, () => location.reload()))
})
