import { api } from './api.js'
import { h, must } from './dom.js'
import { failureNotice, notice } from './notice.js'
import { ago } from './words.js'

interface CapturedMail {
  id: string
  to: string
  from: string
  subject: string
  text: string
  html: string
  capturedAt: string
}

interface MailPage {
  items: CapturedMail[]
  nextCursor: string | null
}

const LOOK_AGAIN_MS = 4_000
const shown = new Map<string, CapturedMail>()
const list = must('[data-mails]')
const more = must<HTMLButtonElement>('[data-more]')
let older: string | null = null
let openId: string | null = null

function fetchPage(cursor: string | null): Promise<MailPage> {
  const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''
  return api<MailPage>(`/v1/mails${query}`, { anonymous: true })
}

function entry(mail: CapturedMail): HTMLElement {
  return h(
    'li',
    {},
    h(
      'button',
      {
        'type': 'button',
        'aria-current': mail.id === openId ? 'true' : null,
        'onclick': () => open(mail),
      },
      h('strong', {}, mail.subject),
      h('span', {}, mail.to),
      h('time', { datetime: mail.capturedAt }, ago(mail.capturedAt))
    )
  )
}

function paint() {
  const mails = [...shown.values()].sort((one, other) => (one.id < other.id ? 1 : -1))
  list.removeAttribute('aria-busy')
  list.replaceChildren(...mails.map(entry))
  more.hidden = older === null
  if (mails.length === 0) {
    must('[data-open]').replaceChildren(
      notice('No mail yet', 'Register, or ask for a new password, and the mail shows up here.')
    )
  } else if (openId === null && matchMedia('(width >= 860px)').matches) open(mails[0]!)
}

/** The mail itself is shown as a mailbox would: without scripts, and its links open in the tab. */
function open(mail: CapturedMail) {
  openId = mail.id
  const frame = h('iframe', {
    title: mail.subject,
    sandbox: 'allow-top-navigation-by-user-activation',
  })
  frame.srcdoc = mail.html.replace('<head>', '<head><base target="_top">')
  must('[data-open]').replaceChildren(
    h(
      'header',
      {},
      h('h2', {}, mail.subject),
      h('p', {}, `To ${mail.to} · ${new Date(mail.capturedAt).toLocaleString()}`)
    ),
    frame,
    h('details', {}, h('summary', {}, 'Plain text'), h('pre', {}, mail.text))
  )
  for (const button of list.querySelectorAll('button')) button.removeAttribute('aria-current')
  paint()
}

async function lookForNew() {
  const { items, nextCursor } = await fetchPage(null)
  const fresh = items.filter(({ id }) => !shown.has(id))
  if (shown.size === 0) older = nextCursor
  for (const mail of fresh) shown.set(mail.id, mail)
  if (fresh.length > 0 || shown.size === 0) paint()
}

async function showOlder() {
  const { items, nextCursor } = await fetchPage(older)
  older = nextCursor
  for (const mail of items) shown.set(mail.id, mail)
  paint()
}

function failed(error: unknown) {
  list.replaceChildren()
  must('[data-open]').replaceChildren(failureNotice(error, () => location.reload()))
}

more.addEventListener('click', () => void showOlder().catch(failed))
lookForNew().catch(failed)
setInterval(() => {
  if (!document.hidden) lookForNew().catch(() => undefined)
}, LOOK_AGAIN_MS)
