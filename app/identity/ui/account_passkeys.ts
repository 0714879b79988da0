import { api } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import { ago } from '../../core/ui/words.js'
import { action, line } from './account_section.js'
import type { SecurityWork } from './account_security.js'
import { asOwner } from './confirm_identity.js'
import { addPasskey, passkeysWork, type ListedPasskey } from './passkeys.js'

/** The passkeys of the account: to add, rename and delete. */
export function passkeyPart(passkeys: ListedPasskey[], work: SecurityWork): HTMLElement {
  const add = async () => {
    await addPasskey()
    await work.again()
  }
  const words = passkeysWork()
    ? 'Log in by your fingerprint, face or screen lock. No other site can ask for it.'
    : 'This browser does not know passkeys.'
  return h(
    'ul',
    { 'class': 'account-lines security-part', 'data-passkeys': true },
    line(
      'Passkeys',
      words,
      ...(passkeysWork() ? [action('Add a passkey', () => work.run(add), 'strong')] : [])
    ),
    ...passkeys.map((passkey) => passkeyLine(passkey, work))
  )
}

function passkeyLine(passkey: ListedPasskey, work: SecurityWork): HTMLElement {
  const path = `/v1/account/passkeys/${passkey.id}`
  const remove = async () => {
    await asOwner(() => api(path, { method: 'DELETE' }))
    await work.again()
  }
  const shown = line(
    passkey.name,
    passkey.lastUsedAt ? `Last used ${ago(passkey.lastUsedAt)}` : `Added ${ago(passkey.createdAt)}`,
    action('Rename', () => shown.replaceWith(renaming(passkey, path, work))),
    action('Delete', () => work.run(remove), 'danger')
  )
  return shown
}

function renaming(passkey: ListedPasskey, path: string, work: SecurityWork): HTMLElement {
  const input = h('input', { 'value': passkey.name, 'maxlength': 40, 'aria-label': 'Name' })
  const rename = (event: SubmitEvent) => {
    event.preventDefault()
    work.run(async () => {
      await api(path, { method: 'PATCH', body: { name: input.value } })
      await work.again()
    })
  }
  return h(
    'li',
    {},
    h(
      'form',
      { class: 'account-line field', onsubmit: rename },
      input,
      h('button', { class: 'button button-small button-strong' }, 'Keep')
    )
  )
}
