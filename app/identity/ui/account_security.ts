import { api, RequestRefused } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import { passkeyPart } from './account_passkeys.js'
import { providerPart, type ProviderLink } from './account_providers.js'
import type { AccountSection } from './account_section.js'
import { twoFactorPart, type TwoFactorState } from './account_two_factor.js'
import { NotConfirmed } from './confirm_identity.js'
import { isPutAway, type ListedPasskey } from './passkeys.js'

interface LogInMethods {
  password: boolean
  passkeys: number
  providers: ProviderLink[]
}

/** What a part of the section is given: how to do something, and to show what it led to. */
export interface SecurityWork {
  /** Does it, and says what went wrong. */
  run(work: () => Promise<void>): void
  /** Shows the section anew. */
  again(): Promise<void>
}

/** How the account is logged in to: two-factor log-in, passkeys, providers. */
export const securitySection: AccountSection = {
  id: 'security',
  title: 'Security',
  lead: 'How you log in, and what keeps others out.',
  show: showSecurity,
}

async function showSecurity(body: HTMLElement): Promise<void> {
  const [twoFactor, passkeys, methods] = await Promise.all([
    api<TwoFactorState>('/v1/account/two-factor'),
    api<{ items: ListedPasskey[] }>('/v1/account/passkeys'),
    api<LogInMethods>('/v1/account/log-in-methods'),
  ])
  const said = h('p', { class: 'form-error', role: 'alert', hidden: true })
  const say = (words: string | null) => {
    said.hidden = words === null
    said.textContent = words
  }
  const work: SecurityWork = {
    run: (todo) => {
      say(null)
      todo().catch((error: unknown) => say(complaint(error)))
    },
    again: () => showSecurity(body),
  }
  const providers = providerPart(methods.providers, work)
  body.replaceChildren(
    said,
    twoFactorPart(twoFactor, work),
    passkeyPart(passkeys.items, work),
    ...(providers ? [providers] : [])
  )
}

function complaint(error: unknown): string | null {
  if (error instanceof NotConfirmed || isPutAway(error)) return null
  if (error instanceof RequestRefused) return error.message
  if (error instanceof Error && error.name === 'InvalidStateError') {
    return 'This device has a passkey for your account already.'
  }
  return 'That did not work. Try again.'
}
