import { NoAnswer, RequestRefused, api } from '../../core/ui/api.js'
import type { LogInAnswer } from '../../core/ui/api_types.js'
import { must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { end } from './log_in_end.js'
import { isPutAway, logInByPasskey, offerPasskeys, passkeysWork } from './passkeys.js'
import { comeBack, leadBack } from './provider_return.js'
import { register } from './register_code.js'
import { owesSecondFactor, showSecondStep } from './second_step.js'
import { thisDevice } from './this_device.js'

type Door = 'login' | 'register'

const WORDS = {
  login: {
    heading: 'Welcome back',
    lead: 'Log in to go on where you stopped.',
    submit: 'Log in',
    switchWords: 'New to FlixFlow?',
    switchTo: 'Create an account',
  },
  register: {
    heading: 'Create your account',
    lead: 'One account for every screen at home.',
    submit: 'Create account',
    switchWords: 'Already with us?',
    switchTo: 'Log in',
  },
} as const

/** As the API asks of a new password. */
const SHORTEST_PASSWORD = 10

let door: Door = new URLSearchParams(location.search).has('register') ? 'register' : 'login'
const form = must<HTMLFormElement>('[data-form]')
const submit = must<HTMLButtonElement>('[data-submit]')

function paint() {
  const words = WORDS[door]
  must('[data-heading]').textContent = words.heading
  must('[data-lead]').textContent = words.lead
  must('[data-switch-words]').textContent = words.switchWords
  must('[data-switch]').textContent = words.switchTo
  must('[data-name-field]').hidden = door === 'login'
  must('[data-forgot]').hidden = door === 'register'
  submit.textContent = words.submit
  const password = form.elements.namedItem('password') as HTMLInputElement
  password.autocomplete = door === 'login' ? 'current-password' : 'new-password'
  document.title = `${words.submit} · FlixFlow`
  say(null)
}

/** Says what is wrong, at the field that it is about when there is one. */
function say(words: string | null, field?: string) {
  const error = must('[data-error]')
  error.hidden = words === null
  error.textContent = words
  for (const input of form.querySelectorAll('input')) {
    if (input.name === field) input.setAttribute('aria-invalid', 'true')
    else input.removeAttribute('aria-invalid')
  }
  if (field) (form.elements.namedItem(field) as HTMLInputElement | null)?.focus()
}

/** What is wrong with the fields before anything is sent, or null. */
function complaint(email: string, password: string): [string, string] | null {
  if (!/^\S+@\S+$/.test(email)) return ['Write your e-mail address, like ada@example.com.', 'email']
  if (!password) return ['Write your password.', 'password']
  if (door === 'register' && password.length < SHORTEST_PASSWORD) {
    return [`A password needs at least ${SHORTEST_PASSWORD} characters.`, 'password']
  }
  return null
}

async function enter(): Promise<void> {
  const fields = new FormData(form)
  const email = String(fields.get('email')).trim()
  const password = String(fields.get('password'))
  const wrong = complaint(email, password)
  if (wrong) return say(...wrong)
  if (door === 'login') return logIn(email, password)
  const displayName = String(fields.get('displayName')).trim()
  await register({ email, password, ...(displayName ? { displayName } : {}) })
}

async function logIn(email: string, password: string): Promise<void> {
  const body = { email, password, device: await thisDevice(), refreshIn: 'cookie' }
  const options = { method: 'POST', anonymous: true, body } as const
  await end(await api<LogInAnswer>('/v1/auth/login', options))
}

function refused(error: unknown) {
  if (owesSecondFactor(error)) return showSecondStep(error)
  if (isPutAway(error)) return
  if (error instanceof NoAnswer) return say('We could not reach FlixFlow. Check your connection.')
  if (!(error instanceof RequestRefused)) throw error
  const first = error.problem.errors?.[0]
  if (first) return say(first.message, first.field.split('.').at(-1))
  const wrongLogIn = error.code === 'auth.wrong-credentials'
  say(wrongLogIn ? 'The e-mail address or the password is not right.' : error.message)
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  submit.disabled = true
  enter()
    .catch(refused)
    .finally(() => (submit.disabled = false))
})
must('[data-switch]').addEventListener('click', () => {
  door = door === 'login' ? 'register' : 'login'
  paint()
})
paint()

const passkey = must<HTMLButtonElement>('[data-passkey]')
passkey.hidden = !passkeysWork()
passkey.append(icon('passkey'), 'Use a passkey')
passkey.addEventListener('click', () => {
  passkey.disabled = true
  logInByPasskey()
    .then(end)
    .catch(refused)
    .finally(() => (passkey.disabled = false))
})

leadBack()
comeBack()
  .then((words) => {
    if (words) say(words)
    return offerPasskeys(end)
  })
  .catch(refused)
