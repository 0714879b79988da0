import { RequestRefused, api } from '../../core/ui/api.js'
import type { LogInAnswer } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { wordsOf } from './form_words.js'
import { end } from './log_in_end.js'
import { thisDevice } from './this_device.js'

export interface Registration {
  email: string
  password: string
  displayName?: string
}

/**
 * Registers, and shows the step that asks for the code which comes by mail. Nothing on the page tells
 * whether the address has an account: its mailbox does. Raises RequestRefused when the registration
 * itself is refused.
 */
export async function register(registration: Registration): Promise<void> {
  const step = new CodeStep(registration, await request(registration))
  must('[data-first-step]').hidden = true
  const place = must('[data-second-step]')
  place.hidden = false
  place.replaceChildren(...step.elements)
  step.start()
}

async function request(registration: Registration): Promise<string> {
  const options = { method: 'POST', anonymous: true, body: registration } as const
  const answer = await api<{ registrationId: string }>('/v1/auth/register', options)
  return answer.registrationId
}

class CodeStep {
  readonly #input = h('input', {
    name: 'code',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: 7,
    required: true,
    oninput: () => this.#sendWhenWhole(),
  })
  readonly #error = h('p', { class: 'form-error', role: 'alert', hidden: true })
  readonly #submit = h('button', { class: 'button button-strong' }, 'Go on')
  readonly #form = h(
    'form',
    { novalidate: true, onsubmit: (event: SubmitEvent) => this.#send(event) },
    h('label', { class: 'field field-code' }, h('span', {}, 'Code'), this.#input),
    this.#error,
    this.#submit
  )
  readonly elements: HTMLElement[]

  constructor(
    private readonly registration: Registration,
    private registrationId: string
  ) {
    this.elements = [
      h('h1', {}, 'Look into your mailbox'),
      h('p', { class: 'door-lead' }, `We sent six digits to ${registration.email}.`),
      this.#form,
      h(
        'p',
        { class: 'door-links door-switch' },
        h('button', { type: 'button', onclick: () => this.#again() }, 'Send another code'),
        h('button', { type: 'button', onclick: () => location.reload() }, 'Start again')
      ),
    ]
  }

  start(): void {
    document.title = 'Confirm your e-mail · FlixFlow'
    this.#input.focus()
  }

  #sendWhenWhole(): void {
    if (/^\d{6}$/.test(this.#input.value)) this.#form.requestSubmit()
  }

  #send(event: SubmitEvent): void {
    event.preventDefault()
    const code = this.#input.value.trim()
    if (!/^\d{3}\s?\d{3}$/.test(code)) return this.#say('Write the six digits of the mail.')
    this.#during(async () => {
      const device = await thisDevice()
      const body = { registrationId: this.registrationId, code, device, refreshIn: 'cookie' }
      const options = { method: 'POST', anonymous: true, body } as const
      await end(await api<LogInAnswer>('/v1/auth/register/confirm', options))
    })
  }

  #again(): void {
    this.#during(async () => {
      this.registrationId = await request(this.registration)
      this.#say('Another code is on its way. The one before no longer counts here.')
      this.#input.value = ''
      this.#input.focus()
    })
  }

  #during(work: () => Promise<void>): void {
    this.#submit.disabled = true
    work()
      .catch((error: unknown) => this.#say(complaint(error)))
      .finally(() => (this.#submit.disabled = false))
  }

  #say(words: string): void {
    this.#error.hidden = false
    this.#error.textContent = words
    this.#input.select()
  }
}

function complaint(error: unknown): string {
  const isWrong = error instanceof RequestRefused && error.code === 'mailed-code.wrong'
  return isWrong ? 'The code is not right, or has run out.' : wordsOf(error)
}
