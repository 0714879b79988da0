import { api, goToLogIn, isLoggedOut, RequestRefused } from '../../core/ui/api.js'
import { h, must } from '../../core/ui/dom.js'
import { startSiteHeader } from '../../core/ui/site_header.js'
import { ago } from '../../core/ui/words.js'
import { action, line } from './account_section.js'
import { asOwner, isRefusedWith, NotConfirmed } from './confirm_identity.js'

interface FoundAccount {
  id: string
  email: string
  roles: string[]
  createdAt: string
}

interface InspectedAccount extends FoundAccount {
  country: string | null
  eraseAt: string | null
  profiles: { id: string; name: string; kids: boolean; maturityLimit: number }[]
  devices: { id: string; name: string; kind: string; lastSeenAt: string }[]
}

const ROLES = ['editor', 'support', 'finance', 'admin']

const found = must('[data-found]')

/** Does what staff asked for, and says above when it was refused. */
async function attempt(work: () => Promise<void>): Promise<void> {
  const error = must('[data-error]')
  error.hidden = true
  try {
    await work()
  } catch (failure) {
    if (isLoggedOut(failure)) return goToLogIn()
    if (failure instanceof NotConfirmed) return
    error.hidden = false
    error.textContent = failure instanceof RequestRefused ? failure.message : 'Try again.'
  }
}

async function search(email: string): Promise<void> {
  const address = `/v1/staff/accounts?email=${encodeURIComponent(email)}`
  const { items } = await api<{ items: FoundAccount[] }>(address)
  const [account] = items
  if (!account) return found.replaceChildren(h('p', {}, 'Nobody has this e-mail.'))
  found.replaceChildren(panel(account.email, `Member since ${account.createdAt.slice(0, 10)}`))
  await look(account)
}

/** Shows the account; without an open inspection it asks for the reason first. */
async function look(account: FoundAccount): Promise<void> {
  const at = `/v1/staff/accounts/${account.id}`
  try {
    show(await api<InspectedAccount>(at))
  } catch (error) {
    if (!isRefusedWith(error, 'staff.inspection-required')) throw error
    const reason = prompt('Why do you look at this account? Its owner can read this.')?.trim()
    if (!reason) return
    await api(`${at}/inspections`, { method: 'POST', body: { reason } })
    show(await api<InspectedAccount>(at))
  }
}

function show(account: InspectedAccount): void {
  const at = `/v1/staff/accounts/${account.id}`
  const act = (work: () => Promise<unknown>) => () =>
    void attempt(async () => {
      await work()
      await look(account)
    })
  const end = (path: string) => act(() => api(`${at}/devices${path}`, { method: 'DELETE' }))
  const reset = act(() => api(`${at}/password-reset`, { method: 'POST' }))
  const words = [account.roles.join(', '), account.country, account.eraseAt && 'to be deleted']
  found.replaceChildren(
    panel(
      account.email,
      words.filter(Boolean).join(' · '),
      action('Send a password reset', reset),
      action('Log out everywhere', end(''), 'danger'),
      action(
        'Change roles',
        act(() => changeRoles(account))
      )
    ),
    panel(
      'Profiles',
      account.profiles.map(({ name, kids }) => (kids ? `${name} (kids)` : name)).join(', ')
    ),
    h(
      'ul',
      { class: 'account-lines' },
      ...account.devices.map(({ id, name, lastSeenAt }) =>
        line(name, `Last used ${ago(lastSeenAt)}`, action('Log out', end(`/${id}`)))
      )
    )
  )
}

async function changeRoles({ id, roles: current }: InspectedAccount): Promise<void> {
  const asked = prompt(`Roles, of ${ROLES.join(', ')}`, current.filter(isGiven).join(', '))
  if (asked === null) return
  const reason = prompt('Why? This is written down.')?.trim()
  if (!reason) return
  const roles = asked.split(',').flatMap((role) => role.trim().toLowerCase() || [])
  const body = { roles, reason }
  await asOwner(() => api(`/v1/staff/accounts/${id}/roles`, { method: 'PUT', body }))
}

function isGiven(role: string): boolean {
  return role !== 'viewer'
}

function panel(title: string, words: string, ...actions: Node[]): HTMLElement {
  return h('ul', { class: 'account-lines' }, line(title, words, ...actions))
}

startSiteHeader().catch(() => undefined)
must<HTMLFormElement>('[data-search]').addEventListener('submit', (event) => {
  event.preventDefault()
  const email = String(new FormData(event.target as HTMLFormElement).get('email')).trim()
  void attempt(() => search(email))
})
