import { RequestRefused } from '../../core/ui/api.js'
import { h, must } from '../../core/ui/dom.js'
import { wordsOf } from './form_words.js'

/** One thing that a page at the door asks for. */
export interface DoorStep {
  title: string
  lead: string
  fields?: HTMLInputElement[]
  submit: string
  /** Raises RequestRefused; what it says is shown at the field that it is about. */
  send(): Promise<void>
  links?: Node[]
}

/** A field with its label; the label is what `showStep` puts around it. */
export function input(label: string, attributes: Record<string, string | boolean>) {
  return h('input', { 'required': true, ...attributes, 'data-label': label })
}

export function link(words: string, href: string): HTMLElement {
  return h('a', { href }, words)
}

/** Shows a step in place of the one before. */
export function showStep({ title, lead, fields = [], submit, send, links = [] }: DoorStep): void {
  const error = h('p', { class: 'form-error', role: 'alert', hidden: true })
  const button = h('button', { class: 'button button-strong' }, submit)
  const say = (failure: unknown) => {
    error.hidden = false
    error.textContent = wordsOf(failure)
    const about = failure instanceof RequestRefused ? failure.problem.errors?.[0]?.field : null
    for (const field of fields) field.toggleAttribute('aria-invalid', field.name === about)
    fields[0]?.focus()
  }
  const onsubmit = (event: SubmitEvent) => {
    event.preventDefault()
    error.hidden = true
    button.disabled = true
    send()
      .catch(say)
      .finally(() => (button.disabled = false))
  }
  show(
    title,
    h('h1', {}, title),
    h('p', { class: 'door-lead' }, lead),
    h('form', { novalidate: true, onsubmit }, ...fields.map(labelled), error, button),
    links.length > 0 ? h('p', { class: 'door-links door-aside' }, ...links) : null
  )
  fields[0]?.focus()
}

/** Shows how it ended. */
export function showEnd(title: string, lead: string, ...next: Node[]): void {
  show(
    title,
    h('h1', {}, title),
    h('p', { class: 'door-lead' }, lead),
    h('p', { class: 'door-links' }, ...next)
  )
}

export function strongLink(words: string, href: string): HTMLElement {
  return h('a', { class: 'button button-strong', href }, words)
}

function show(title: string, ...parts: (HTMLElement | null)[]): void {
  document.title = `${title} · FlixFlow`
  must('[data-step]').replaceChildren(...parts.filter((part) => part !== null))
}

function labelled(field: HTMLInputElement): HTMLElement {
  return h('label', { class: 'field' }, h('span', {}, field.dataset['label'] ?? ''), field)
}
