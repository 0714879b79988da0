import { api } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import { icon, type IconName } from '../../core/ui/icons.js'
import { ago } from '../../core/ui/words.js'
import { action, line, type AccountSection } from './account_section.js'

interface ListedDevice {
  id: string
  name: string
  kind: 'phone' | 'tablet' | 'tv' | 'web' | 'console' | 'other'
  current: boolean
  lastSeenAt: string
  place: { country: string | null; city: string | null; network: string | null }
}

/** As many as anyone has; the API gives no more at once. */
const MOST_DEVICES = 100

/** Where the account is logged in, and how to end it there. */
export const devicesSection: AccountSection = {
  id: 'devices',
  title: 'Devices',
  lead: 'Where you are logged in. What an ended device plays stops within seconds.',
  show: showDevices,
}

async function showDevices(body: HTMLElement): Promise<void> {
  const { items } = await api<{ items: ListedDevice[] }>(`/v1/devices?limit=${MOST_DEVICES}`)
  const again = () => showDevices(body)
  body.replaceChildren(
    h('ul', { class: 'account-lines' }, ...items.map((device) => deviceLine(device, again))),
    ...(items.length > 1 ? [action('Log out everywhere else', () => void endOthers(again))] : [])
  )
}

async function endOthers(again: () => Promise<void>): Promise<void> {
  await api('/v1/devices', { method: 'DELETE' })
  await again()
}

const NETWORKS: Record<string, string> = {
  private: 'a home or office network',
  ipv4: 'the internet (IPv4)',
  ipv6: 'the internet (IPv6)',
}

function placeOf({ country, city, network }: ListedDevice['place']): string {
  const named = [city, country].filter(Boolean).join(', ')
  return named || (NETWORKS[network ?? ''] ?? 'an unknown place')
}

function deviceLine(device: ListedDevice, again: () => Promise<void>): HTMLElement {
  const end = async () => {
    await api(`/v1/devices/${device.id}`, { method: 'DELETE' })
    await again()
  }
  const when = device.current ? 'This device' : `Last used ${ago(device.lastSeenAt)}`
  const words = `${when}, from ${placeOf(device.place)}`
  const rename = async () => {
    const name = prompt('What should this device be called?', device.name)?.trim()
    if (!name || name === device.name) return
    await api(`/v1/devices/${device.id}`, { method: 'PATCH', body: { name: name.slice(0, 80) } })
    await again()
  }
  const name = h('span', { class: 'account-device' }, icon(iconOf(device.kind)), device.name)
  return line(
    name,
    words,
    ...[
      action('Rename', () => void rename()),
      ...(device.current ? [] : [action('Log out', () => void end())]),
    ]
  )
}

function iconOf(kind: ListedDevice['kind']): IconName {
  return kind === 'console' || kind === 'other' ? 'tv' : kind
}
