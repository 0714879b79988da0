import { h } from '../../core/ui/dom.js'

/** A labelled input. `value()` reads it: an empty one is null. */
export function field(
  label: string,
  value: string | number | null,
  options: { type?: string; rows?: number; placeholder?: string; hint?: string } = {}
): { element: HTMLElement; value: () => string | null } {
  const { type = 'text', rows, placeholder = '', hint } = options
  const input = rows
    ? h('textarea', { rows, placeholder })
    : h('input', { type, placeholder, step: type === 'datetime-local' ? 1 : null })
  input.value = value === null ? '' : String(value)
  const element = h(
    'label',
    { class: 'studio-field' },
    h('span', {}, label),
    input,
    hint ? h('small', {}, hint) : null
  )
  return { element, value: () => (input.value.trim() === '' ? null : input.value.trim()) }
}

export function checkbox(label: string, checked: boolean) {
  const input = h('input', { type: 'checkbox', checked })
  const element = h('label', { class: 'studio-check' }, input, h('span', {}, label))
  return { element, value: () => input.checked }
}

export function button(
  label: string,
  onclick: (event: MouseEvent) => void,
  kind: 'strong' | 'quiet' | 'danger' | '' = ''
): HTMLButtonElement {
  const tone = kind ? ` button-${kind}` : ''
  return h('button', { type: 'button', class: `button studio-button${tone}`, onclick }, label)
}

export function section(heading: string, ...children: (Node | null)[]): HTMLElement {
  return h('section', { class: 'studio-section' }, h('h2', {}, heading), ...children)
}

export function chip(words: string, tone = ''): HTMLElement {
  return h('span', { 'class': 'studio-chip', 'data-tone': tone }, words)
}

/** A time for people: `24 Nov 2026, 20:15`. */
export function when(iso: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(
    new Date(iso)
  )
}

/** A time as `datetime-local` inputs have it, and back. */
export function toLocal(iso: string | null): string {
  if (!iso) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}

export function fromLocal(value: string | null): string | null {
  return value ? new Date(value).toISOString() : null
}

/** Lines of a text area without the empty ones. */
export function lines(value: string | null): string[] {
  return (value ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

/** `a, b` as a list. */
export function commas(value: string | null): string[] {
  return (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

/** State, missing parts and schedule of a title, episode or extra, as chips. */
export function standing(of: {
  state: string
  publishAt: string | null
  unpublishAt: string | null
  announced?: boolean
  missing?: { field: string }[]
  scheduleFailure?: unknown
}): HTMLElement {
  const missing = of.missing ?? []
  return h(
    'span',
    { class: 'studio-chips' },
    chip(of.state === 'published' ? 'Published' : 'Draft', of.state === 'published' ? 'good' : ''),
    of.announced && of.state === 'draft' ? chip('Announced') : null,
    missing.length > 0 ? chip(`Missing: ${missing.map((m) => m.field).join(', ')}`, 'warn') : null,
    of.scheduleFailure ? chip('Schedule failed', 'bad') : null,
    of.publishAt ? chip(`Out ${when(of.publishAt)}`, 'time') : null,
    of.unpublishAt ? chip(`Back ${when(of.unpublishAt)}`, 'time') : null
  )
}
