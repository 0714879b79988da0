import { api, goToLogIn, isLoggedOut, RequestRefused } from '../../core/ui/api.js'
import type { LogInAnswer } from '../../core/ui/api_types.js'
import { input, link, showEnd, showStep, strongLink } from './door_step.js'
import { wordsOf } from './form_words.js'
import { end } from './log_in_end.js'
import { thisDevice } from './this_device.js'

type Secrets = Record<string, string>

/** Survives the way over the log-in page, in this tab alone. */
const KEPT = 'flixflow.mailed'

const PAGES: Record<string, () => void> = {
  '/forgot': showForgot,
  '/reset': () => withSecrets(['id', 'token'], showReset),
  '/register/confirm': () => withSecrets(['id', 'token'], showRegistration),
  '/confirm-email': () => withSecrets(['id', 'token'], (secrets) => void confirmEmail(secrets)),
  '/end-device': () => withSecrets(['token'], showEndDevice),
}

/** What the link carried. It leaves the address bar at once, where others could read it. */
function withSecrets(names: string[], page: (secrets: Secrets) => void): void {
  const fragment = location.hash.slice(1) || sessionStorage.getItem(KEPT) || ''
  sessionStorage.removeItem(KEPT)
  history.replaceState(null, '', location.pathname)
  const secrets = Object.fromEntries(new URLSearchParams(fragment))
  if (names.every((name) => secrets[name])) return page(secrets)
  showEnd(
    'This link is not whole',
    'Open it from the mail once more, or copy all of it.',
    strongLink('Home', '/')
  )
}

function post<T = void>(path: string, body: object): Promise<T> {
  return api<T>(path, { method: 'POST', anonymous: true, body })
}

function isSpent(error: unknown): boolean {
  return (
    error instanceof RequestRefused &&
    error.code === 'mailed-code.wrong' &&
    !error.problem.errors?.length
  )
}

function showForgot(): void {
  const email = input('E-mail', {
    name: 'email',
    type: 'email',
    autocomplete: 'username',
    inputmode: 'email',
  })
  showStep({
    title: 'Forgot your password?',
    lead: 'We send you a link by which you choose a new one.',
    fields: [email],
    submit: 'Send the link',
    send: async () => {
      await post('/v1/auth/password/forgot', { email: email.value.trim() })
      showEnd(
        'Look into your mailbox',
        `If ${email.value.trim()} has an account, a link is on its way there. It works for half an hour.`,
        strongLink('Back to the log-in', '/login')
      )
    },
    links: [link('Back to the log-in', '/login')],
  })
}

function showReset({ id, token }: Secrets): void {
  const newPassword = input('New password', {
    name: 'newPassword',
    type: 'password',
    autocomplete: 'new-password',
  })
  showStep({
    title: 'Choose a new password',
    lead: 'At least 10 characters. Every device is logged out, and you log in anew.',
    fields: [newPassword],
    submit: 'Set the password',
    send: async () => {
      try {
        const body = { resetId: id, token, newPassword: newPassword.value }
        await post('/v1/auth/password/reset', body)
        showEnd('Your password is new', 'Log in with it.', strongLink('Log in', '/login'))
      } catch (error) {
        if (!isSpent(error)) throw error
        showSpent(strongLink('Send another link', '/forgot'))
      }
    },
  })
}

function showRegistration({ id, token }: Secrets): void {
  const password = input('Password', {
    name: 'password',
    type: 'password',
    autocomplete: 'current-password',
  })
  showStep({
    title: 'One more thing',
    lead: 'Write the password that you chose when you registered. If you chose none, close this page.',
    fields: [password],
    submit: 'Create my account',
    send: async () => {
      try {
        const answer = await post<LogInAnswer>('/v1/auth/register/confirm', {
          ...{ registrationId: id, token, password: password.value },
          ...{ device: await thisDevice(), refreshIn: 'cookie' },
        })
        await end(answer)
      } catch (error) {
        if (!isSpent(error)) throw error
        showSpent(strongLink('Register again', '/login?register'), link('Log in', '/login'))
      }
    },
  })
}

async function confirmEmail({ id, token }: Secrets): Promise<void> {
  try {
    const body = { changeId: id, token }
    const answer = await api<{ email: string }>('/v1/account/email/confirm', {
      method: 'POST',
      body,
    })
    showEnd(
      'Your e-mail is confirmed',
      `From now on you log in with ${answer.email}.`,
      strongLink('To my account', '/account')
    )
  } catch (error) {
    if (isLoggedOut(error)) {
      sessionStorage.setItem(KEPT, new URLSearchParams({ id: id!, token: token! }).toString())
      return goToLogIn()
    }
    if (isSpent(error)) return showSpent(strongLink('To my account', '/account'))
    showEnd('That did not work', wordsOf(error), strongLink('To my account', '/account'))
  }
}

function showEndDevice({ token }: Secrets): void {
  showStep({
    title: 'Was it not you?',
    lead: 'The device is logged out, and what it plays stops. Then choose a new password, as somebody knows yours.',
    submit: 'Log that device out',
    send: async () => {
      try {
        await post('/v1/auth/devices/end', { token })
        showEnd(
          'The device is logged out',
          'Choose a new password now.',
          strongLink('Choose a new password', '/forgot')
        )
      } catch (error) {
        if (!isSpent(error)) throw error
        showSpent(strongLink('To my devices', '/account#devices'))
      }
    },
  })
}

function showSpent(...next: Node[]): void {
  showEnd('This link no longer works', 'It was used, or has run out.', ...next)
}

PAGES[location.pathname.replace(/\/$/, '')]?.()
