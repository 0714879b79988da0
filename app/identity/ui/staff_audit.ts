import { api, goToLogIn, isLoggedOut } from '../../core/ui/api.js'
import type { ListPage } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { failureNotice } from '../../core/ui/notice.js'
import { startSiteHeader } from '../../core/ui/site_header.js'

interface Deed {
  id: string
  at: string
  action: string
  staffAccountId: string | null
  accountId: string | null
  reason: string | null
  details: string | null
}

const WORDS: Record<string, string> = {
  'account.searched': 'Searched for an account',
  'inspection.opened': 'Began to look at an account',
  'account.viewed': 'Looked at an account',
  'devices.ended': 'Logged devices out',
  'password-reset.sent': 'Sent a password reset',
  'roles.changed': 'Changed roles',
}

const PAGE = 50
const list = must('[data-deeds]')
const more = must<HTMLButtonElement>('[data-more]')
const accountId = new URLSearchParams(location.search).get('account')

/** Adds a page of the list, newest first, from a cursor on. */
async function show(cursor: string | null): Promise<void> {
  const query = new URLSearchParams({ limit: String(PAGE) })
  if (accountId) query.set('accountId', accountId)
  if (cursor) query.set('cursor', cursor)
  const { items, nextCursor } = await api<ListPage<Deed>>(`/v1/staff/log?${query}`)
  if (!cursor) list.replaceChildren()
  list.removeAttribute('aria-busy')
  list.append(...items.map(entry))
  if (!list.hasChildNodes()) list.append(h('li', {}, 'Nothing yet.'))
  more.hidden = nextCursor === null
  more.onclick = () => attempt(() => show(nextCursor))
}

function entry(deed: Deed): HTMLElement {
  const time = new Date(deed.at).toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
  })
  return h(
    'li',
    {},
    h('strong', {}, WORDS[deed.action] ?? deed.action),
    h('time', { datetime: deed.at }, time),
    h('p', {}, 'By ', deed.staffAccountId ?? 'an erased account', ...to(deed)),
    deed.reason ? h('p', {}, `“${deed.reason}”`) : null,
    deed.details ? h('code', {}, deed.details) : null
  )
}

/** To whom, with all that was done to the same account one click away. */
function to({ accountId: id }: Deed): (Node | string)[] {
  if (!id) return []
  return [' to ', h('a', { class: 'link', href: `/staff/audit?account=${id}` }, id)]
}

function attempt(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (isLoggedOut(error)) return goToLogIn()
    more.hidden = true
    list.replaceWith(failureNotice(error, () => location.reload()))
  })
}

if (accountId) {
  const of = must('[data-of]')
  of.hidden = false
  const all = h('a', { class: 'link', href: '/staff/audit' }, 'See all')
  of.append(`Only what was done to ${accountId}. `, all)
}
startSiteHeader().catch(() => undefined)
attempt(() => show(null))
