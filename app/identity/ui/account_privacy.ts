import { api } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import { ago } from '../../core/ui/words.js'
import { action, line, type AccountSection } from './account_section.js'
import { asOwner, NotConfirmed } from './confirm_identity.js'

interface Export {
  id: string
  state: 'queued' | 'running' | 'ready' | 'failed'
  percent: number
  bytes: number | null
  createdAt: string
  expiresAt: string | null
}

interface Inspection {
  id: string
  reason: string
  openedAt: string
  deeds: { action: string; seen: string[] }[]
}

const POLL_MS = 2_000

/** What is kept of the viewer: taking it home, who looked at it, and leaving. */
export const privacySection: AccountSection = {
  id: 'privacy',
  title: 'Privacy',
  lead: 'Everything that we keep of you is yours: take a copy, see who looked, or leave.',
  show: showPrivacy,
}

async function showPrivacy(body: HTMLElement): Promise<void> {
  const [exports, inspections] = await Promise.all([
    api<{ items: Export[] }>('/v1/account/exports?limit=5'),
    api<{ items: Inspection[] }>('/v1/account/inspections?limit=20'),
  ])
  const again = () => void showPrivacy(body)
  const [newest] = exports.items
  const isMaking = newest?.state === 'queued' || newest?.state === 'running'
  body.replaceChildren(
    h(
      'ul',
      { class: 'account-lines' },
      exportLine(newest, again),
      ...inspections.items.map(inspectionLine),
      inspections.items.length === 0
        ? line('Support has not looked at your account', 'When they do, you see when and why here.')
        : null,
      line(
        'Delete my account',
        'Your devices are logged out at once. After two weeks everything is erased.',
        action('Delete account', () => void leave(), 'danger')
      )
    )
  )
  if (isMaking) setTimeout(again, POLL_MS)
}

function exportLine(newest: Export | undefined, again: () => void): HTMLElement {
  const ask = async () => {
    await asOwner(() => api('/v1/account/exports', { method: 'POST' })).catch(unlessNotConfirmed)
    again()
  }
  const title = 'A copy of your data'
  if (newest?.state === 'queued' || newest?.state === 'running') {
    return line(title, `Being made: ${newest.percent} %`)
  }
  if (newest?.state !== 'ready') {
    return line(
      title,
      'One file with all that we keep.',
      action('Make a copy', () => void ask())
    )
  }
  const words = `Made ${ago(newest.createdAt)}, ${Math.ceil((newest.bytes ?? 0) / 1024)} KB, kept until ${newest.expiresAt?.slice(0, 10)}`
  return line(
    title,
    words,
    action('Download', () => void download(newest.id), 'strong'),
    action('Make a new one', () => void ask())
  )
}

async function download(exportId: string): Promise<void> {
  const file = await asOwner(() => api<unknown>(`/v1/account/exports/${exportId}/file`)).catch(
    unlessNotConfirmed
  )
  if (file === undefined) return
  const json = new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' })
  const link = h('a', { href: URL.createObjectURL(json), download: 'flixflow-data.json' })
  link.click()
  URL.revokeObjectURL(link.href)
}

function inspectionLine(inspection: Inspection): HTMLElement {
  const seen = [...new Set(inspection.deeds.flatMap((deed) => deed.seen))]
  const what = seen.length > 0 ? `They saw: ${seen.join(', ')}.` : 'They saw nothing.'
  return line(
    `Support looked at your account ${ago(inspection.openedAt)}`,
    `“${inspection.reason}” ${what}`
  )
}

async function leave(): Promise<void> {
  const sure = confirm(
    'Delete your account? All devices are logged out now. Log in within two weeks to keep it.'
  )
  if (!sure) return
  const asked = await asOwner(() => api('/v1/account/deletion', { method: 'POST' })).catch(
    unlessNotConfirmed
  )
  if (asked !== undefined) location.assign('/login')
}

function unlessNotConfirmed(error: unknown): undefined {
  if (!(error instanceof NotConfirmed)) throw error
  return undefined
}
