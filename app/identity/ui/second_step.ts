import { api, RequestRefused } from '../../core/ui/api.js'
import type { LogInAnswer } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { end } from './log_in_end.js'
import { logInByPasskey, passkeysWork } from './passkeys.js'
import { thisDevice } from './this_device.js'

/** Whether a log-in was refused for want of a second factor. */
export function owesSecondFactor(error: unknown): error is RequestRefused {
  return error instanceof RequestRefused && error.code === 'auth.second-factor-required'
}

const WORDS = {
  totp: {
    lead: 'Write the code that your authenticator app shows.',
    label: 'Code',
    other: 'Use a recovery code',
  },
  recovery: {
    lead: 'Write one of the recovery codes that you kept. Each works once.',
    label: 'Recovery code',
    other: 'Use your authenticator app',
  },
} as const

/** Shows the second step of a log-in in place of the first. */
export function showSecondStep({ problem }: RequestRefused): void {
  const step = new SecondStep(problem.challenge ?? '', problem.methods ?? [])
  must('[data-first-step]').hidden = true
  const place = must('[data-second-step]')
  place.hidden = false
  place.replaceChildren(...step.elements)
  step.start()
}

class SecondStep {
  #kind: keyof typeof WORDS = 'totp'
  readonly #lead = h('p', { class: 'door-lead' })
  readonly #label = h('span')
  readonly #input = h('input', { name: 'code', required: true, maxlength: 40 })
  readonly #error = h('p', { class: 'form-error', role: 'alert', hidden: true })
  readonly #submit = h('button', { class: 'button button-strong' }, 'Go on')
  readonly #other = h('button', { type: 'button', class: 'link', onclick: () => this.#swap() })
  readonly elements: HTMLElement[]

  constructor(
    private readonly challenge: string,
    methods: readonly string[]
  ) {
    const again = () => location.reload()
    this.elements = [
      h('h1', {}, 'One more step'),
      this.#lead,
      h(
        'form',
        { novalidate: true, onsubmit: (event: SubmitEvent) => this.#send(event) },
        h('label', { class: 'field field-code' }, this.#label, this.#input),
        this.#error,
        this.#submit
      ),
      h(
        'p',
        { class: 'door-links door-switch' },
        methods.includes('recovery-code') ? this.#other : null,
        methods.includes('passkey') && passkeysWork()
          ? h('button', { type: 'button', onclick: () => this.#byPasskey() }, 'Use a passkey')
          : null,
        h('button', { type: 'button', onclick: again }, 'Start again')
      ),
    ]
  }

  start(): void {
    const words = WORDS[this.#kind]
    this.#lead.textContent = words.lead
    this.#label.textContent = words.label
    this.#other.textContent = words.other
    this.#input.autocomplete = this.#kind === 'totp' ? 'one-time-code' : 'off'
    this.#input.inputMode = this.#kind === 'totp' ? 'numeric' : 'text'
    this.#input.value = ''
    this.#say(null)
    this.#input.focus()
  }

  #swap(): void {
    this.#kind = this.#kind === 'totp' ? 'recovery' : 'totp'
    this.start()
  }

  #send(event: SubmitEvent): void {
    event.preventDefault()
    const code = this.#input.value.trim()
    if (!code) return this.#say('Write the code first.')
    this.#during(async () => {
      const device = await thisDevice()
      const body = { challenge: this.challenge, code, device, refreshIn: 'cookie' }
      const options = { method: 'POST', anonymous: true, body } as const
      await end(await api<LogInAnswer>('/v1/auth/second-factor', options))
    })
  }

  #byPasskey(): void {
    this.#during(async () => end(await logInByPasskey()))
  }

  #during(work: () => Promise<void>): void {
    this.#submit.disabled = true
    work()
      .catch((error: unknown) => this.#say(this.#complaint(error)))
      .finally(() => (this.#submit.disabled = false))
  }

  #complaint(error: unknown): string {
    if (!(error instanceof RequestRefused)) return 'That did not work. Try again.'
    switch (error.code) {
      case 'auth.wrong-code':
        return 'The code is not right, or was used before.'
      case 'auth.challenge-invalid':
        return 'That took too long. Start again.'
      default:
        return error.message
    }
  }

  #say(words: string | null): void {
    this.#error.hidden = words === null
    this.#error.textContent = words
    this.#input.toggleAttribute('aria-invalid', words !== null)
    if (words !== null) this.#input.select()
  }
}
