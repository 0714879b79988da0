import { api, RequestRefused } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import { action, line } from './account_section.js'
import type { SecurityWork } from './account_security.js'
import { asOwner } from './confirm_identity.js'
import { providerName } from './provider_return.js'

export interface ProviderLink {
  provider: string
  on: boolean
  email: string | null
  linkedAt: string | null
}

/** The providers that the account can be linked to, or null when there are none. */
export function providerPart(providers: ProviderLink[], work: SecurityWork): HTMLElement | null {
  if (providers.length === 0) return null
  const part = h(
    'ul',
    { 'class': 'account-lines security-part', 'data-providers': true },
    ...providers.map((link) => providerLine(link, work))
  )
  work.run(() => linkWhoCameBack(work))
  return part
}

function providerLine({ provider, email, linkedAt }: ProviderLink, work: SecurityWork) {
  const unlink = async () => {
    await asOwner(() => api(`/v1/account/providers/${provider}`, { method: 'DELETE' }))
    await work.again()
  }
  const link = () => location.assign(`/auth/${provider}?intent=link`)
  return line(
    providerName(provider),
    linkedAt ? `Linked as ${email}` : 'Not linked',
    linkedAt ? action('Unlink', () => work.run(unlink)) : action('Link', link)
  )
}

/** A viewer who went to a provider from here is back, and is linked now. */
async function linkWhoCameBack(work: SecurityWork): Promise<void> {
  const query = new URLSearchParams(location.search)
  const outcome = query.get('outcome')
  const name = providerName(query.get('provider') ?? '')
  if (!outcome) return
  history.replaceState(null, '', '/account#security')
  if (outcome === 'cancelled') return
  if (outcome !== 'signed-in') {
    throw new RequestRefused({
      title: `${name} did not confirm you. Try again.`,
      status: 0,
      code: outcome,
    })
  }
  await asOwner(() => api('/v1/account/providers', { method: 'POST' }))
  await work.again()
}
