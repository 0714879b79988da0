import { h } from '../../core/ui/dom.js'

/** One part of the account page. It fills `body` itself, and fills it anew after a change. */
export interface AccountSection {
  /** The address within the page. */
  id: string
  title: string
  lead: string
  show(body: HTMLElement): Promise<void>
}

/** A line of a section: what it is, a word about it, and what can be done with it. */
export function line(
  title: string | Node,
  words: string | Node | null,
  ...actions: Node[]
): HTMLElement {
  return h(
    'li',
    { class: 'account-line' },
    h(
      'div',
      { class: 'account-line-words' },
      h('strong', {}, title),
      words ? h('span', {}, words) : null
    ),
    actions.length > 0 ? h('div', { class: 'account-line-actions' }, ...actions) : null
  )
}

export function action(
  label: string,
  onclick: () => void,
  kind: 'plain' | 'strong' | 'danger' = 'plain'
): HTMLButtonElement {
  const look = { plain: '', strong: ' button-strong', danger: ' button-danger' }[kind]
  return h('button', { type: 'button', class: `button button-small${look}`, onclick }, label)
}
