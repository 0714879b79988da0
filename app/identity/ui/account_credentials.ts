import { api, forgetViewer, RequestRefused } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import { action, line, type AccountSection } from './account_section.js'
import { asOwner, NotConfirmed } from './confirm_identity.js'
import { wordsOf } from './form_words.js'

interface Credentials {
  email: string
  emailVerified: boolean
}

/** What the account is logged in with: its e-mail and its password. */
export const credentialsSection: AccountSection = {
  id: 'log-in',
  title: 'E-mail and password',
  lead: 'What you log in with.',
  show: renderCredentials,
}

/** Fills an element with the e-mail, the password, and how to change them. */
export async function renderCredentials(body: HTMLElement): Promise<void> {
  const account = await api<Credentials>('/v1/account')
  const below = h('div', { class: 'credentials-below' })
  const again = () => renderCredentials(body)
  body.replaceChildren(
    h(
      'ul',
      { class: 'account-lines' },
      line(
        account.email,
        account.emailVerified ? 'Confirmed' : 'Not confirmed yet',
        ...(account.emailVerified
          ? []
          : [action('Confirm', () => void askForEmail(below, again, account.email), 'strong')]),
        action('Change e-mail', () => void askForEmail(below, again))
      ),
      line(
        'Password',
        'Known to you alone',
        action('Change password', () => askForPassword(below))
      )
    ),
    below
  )
}

/** A small form that says what went wrong, and at which field. */
function smallForm(
  fields: { label: string; input: HTMLInputElement }[],
  submit: string,
  send: () => Promise<void>,
  ...aside: Node[]
): HTMLFormElement {
  const error = h('p', { class: 'form-error', role: 'alert', hidden: true })
  const button = h('button', { class: 'button button-strong button-small' }, submit)
  const say = (failure: unknown) => {
    if (failure instanceof NotConfirmed) return
    error.hidden = false
    error.textContent = wordsOf(failure)
    const about = failure instanceof RequestRefused ? failure.problem.errors?.[0]?.field : null
    for (const { input } of fields) input.toggleAttribute('aria-invalid', input.name === about)
  }
  const onsubmit = (event: SubmitEvent) => {
    event.preventDefault()
    error.hidden = true
    button.disabled = true
    send()
      .catch(say)
      .finally(() => (button.disabled = false))
  }
  return h(
    'form',
    { class: 'dialog-form', novalidate: true, onsubmit },
    ...fields.map(({ label, input }) =>
      h('label', { class: 'field' }, h('span', {}, label), input)
    ),
    ...aside,
    error,
    h('div', { class: 'account-line-actions' }, button)
  )
}

/** Asks for the new address, or sends the code to the one that is given, and goes on to the code. */
async function askForEmail(
  place: HTMLElement,
  again: () => Promise<void>,
  known?: string
): Promise<void> {
  const input = h('input', { name: 'email', type: 'email', autocomplete: 'email', value: known })
  const send = async () => {
    const email = input.value.trim()
    const { changeId } = await asOwner(() =>
      api<{ changeId: string }>('/v1/account/email', { method: 'POST', body: { email } })
    )
    askForCode(place, again, email, changeId)
  }
  place.replaceChildren(smallForm([{ label: 'New e-mail', input }], 'Send the code', send))
  input.focus()
}

function askForCode(
  place: HTMLElement,
  again: () => Promise<void>,
  email: string,
  changeId: string
): void {
  const input = h('input', {
    name: 'code',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: 7,
  })
  const send = async () => {
    const body = { changeId, code: input.value.trim() }
    await api('/v1/account/email/confirm', { method: 'POST', body })
    forgetViewer()
    await again()
  }
  place.replaceChildren(
    smallForm([{ label: `The code that we sent to ${email}`, input }], 'Confirm', send)
  )
  input.focus()
}

function askForPassword(place: HTMLElement): void {
  const password = (name: string, autocomplete: 'current-password' | 'new-password') =>
    h('input', { name, type: 'password', autocomplete })
  const current = password('currentPassword', 'current-password')
  const fresh = password('newPassword', 'new-password')
  const keep = h('input', { type: 'checkbox', name: 'keepOtherDevices' })
  const send = async () => {
    await api('/v1/account/password', {
      method: 'POST',
      body: {
        currentPassword: current.value,
        newPassword: fresh.value,
        keepOtherDevices: keep.checked,
      },
    })
    place.replaceChildren(h('p', { role: 'status' }, 'Your password is changed.'))
  }
  place.replaceChildren(
    smallForm(
      [
        { label: 'Current password', input: current },
        { label: 'New password, at least 10 characters', input: fresh },
      ],
      'Change password',
      send,
      h('label', { class: 'credentials-keep' }, keep, 'Keep my other devices logged in')
    )
  )
  current.focus()
}
