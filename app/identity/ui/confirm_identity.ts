import { adoptAccess, api, RequestRefused } from '../../core/ui/api.js'
import type { AccessAnswer } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'
import { ask } from './ask_dialog.js'

/** The viewer closed the dialog. Nothing was changed, and nothing needs to be said. */
export class NotConfirmed extends Error {}

/**
 * Does what asks for the account's owner. When it is refused for that, the owner is asked for the
 * password or a code, and it is done again. Raises NotConfirmed when the viewer would rather not.
 */
export async function asOwner<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isRefusedWith(error, 'auth.confirmation-required')) throw error
    await confirm()
    return work()
  }
}

export function isRefusedWith(error: unknown, code: string): error is RequestRefused {
  return error instanceof RequestRefused && error.code === code
}

type Proof = { password?: string; code?: string }

async function prove(proof: Proof): Promise<void> {
  const path = '/v1/auth/confirm-identity'
  adoptAccess(await api<AccessAnswer>(path, { method: 'POST', body: proof }))
}

async function confirm(): Promise<void> {
  try {
    // An account that has neither password nor authenticator app has nothing to be asked for.
    await prove({})
  } catch (error) {
    if (!isRefusedWith(error, 'auth.proof-required')) throw error
    await askForProof('Is it you?', 'Write your password again to go on.', prove)
  }
}

/**
 * Asks for the password, or a code in its place, until `use` takes it. Raises NotConfirmed when the
 * viewer would rather not.
 */
export async function askForProof(
  title: string,
  words: string,
  use: (proof: Proof) => Promise<void>
): Promise<void> {
  let kind: 'password' | 'code' = 'password'
  const label = h('span', {}, 'Password')
  const input = h('input', { name: 'proof', type: 'password', autocomplete: 'current-password' })
  const swap = () => {
    kind = kind === 'password' ? 'code' : 'password'
    label.textContent = kind === 'password' ? 'Password' : 'Code of your app, or a recovery code'
    input.type = kind === 'password' ? 'password' : 'text'
    input.autocomplete = kind === 'password' ? 'current-password' : 'one-time-code'
    other.textContent = kind === 'password' ? 'Use a code instead' : 'Use the password instead'
    input.value = ''
    input.focus()
  }
  const other = h('button', { type: 'button', class: 'link', onclick: swap }, 'Use a code instead')
  const field = h('label', { class: 'field' }, label, input)
  const send = (answer: string) => use({ [kind]: answer })
  if (!(await ask({ title, words, input, field, aside: other, use: send }))) {
    throw new NotConfirmed()
  }
}
