import { NoAnswer, RequestRefused } from './api.js'
import { h } from './dom.js'

/** A panel that says what is wrong or missing, and what can be done. */
export function notice(title: string, words: string, ...actions: Node[]): HTMLElement {
  return h(
    'section',
    { class: 'notice', role: 'status' },
    h('h2', {}, title),
    h('p', {}, words),
    actions.length > 0 ? h('div', { class: 'notice-actions' }, ...actions) : null
  )
}

/** The panel for a page whose content did not come. */
export function failureNotice(error: unknown, tryAgain: () => void): HTMLElement {
  const retry = h(
    'button',
    { type: 'button', class: 'button button-strong', onclick: tryAgain },
    'Try again'
  )
  if (error instanceof NoAnswer) {
    return notice('You seem to be offline', 'Check your connection, then try again.', retry)
  }
  if (error instanceof RequestRefused && error.problem.status < 500) {
    return notice(error.problem.title, error.problem.detail ?? 'Try something else.', retry)
  }
  return notice(
    'Something went wrong on our side',
    'It is not your connection. Try again in a moment.',
    retry
  )
}
