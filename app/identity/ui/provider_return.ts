import { api } from '../../core/ui/api.js'
import type { LogInAnswer } from '../../core/ui/api_types.js'
import { isRefusedWith } from './confirm_identity.js'
import { end, linkAfterLogIn, safeNext } from './log_in_end.js'
import { thisDevice } from './this_device.js'

const NAMES: Record<string, string> = { google: 'Google', apple: 'Apple' }

export function providerName(provider: string): string {
  return NAMES[provider] ?? provider
}

/** Lets the buttons of providers lead back to where the viewer wanted to go. */
export function leadBack(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-provider]')) {
    link.search = new URLSearchParams({ next: safeNext() }).toString()
  }
}

/** Goes on after a viewer came back from a provider. Answers what to say, or null. */
export async function comeBack(): Promise<string | null> {
  const query = new URLSearchParams(location.search)
  const name = providerName(query.get('provider') ?? '')
  switch (query.get('outcome')) {
    case 'signed-in':
      return logIn(name)
    case 'failed':
      return `Signing in with ${name} did not work. Try again, or log in another way.`
    default:
      return null
  }
}

async function logIn(name: string): Promise<string | null> {
  try {
    const body = { device: await thisDevice(), refreshIn: 'cookie' }
    const options = { method: 'POST', anonymous: true, body } as const
    await end(await api<LogInAnswer>('/v1/auth/provider', options))
    return null
  } catch (error) {
    if (isRefusedWith(error, 'provider.account-exists')) {
      linkAfterLogIn()
      return `There is an account with your e-mail. Log in as you usually do, and ${name} is linked to it.`
    }
    if (isRefusedWith(error, 'provider.nothing-pending')) return null
    throw error
  }
}
