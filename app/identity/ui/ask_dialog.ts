import { RequestRefused } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'

/** What a dialog asks for, in a form of one input. */
export interface Question {
  title: string
  words?: string
  input: HTMLInputElement
  /** The input with its label. */
  field: Node
  /** Another way to answer, below. */
  aside?: Node
  /** Takes the answer; what it raises is said, and asked again. */
  use: (answer: string) => Promise<void>
}

/** Asks until `use` takes the answer (true) or the viewer closes the dialog (false). */
export function ask({ title, words, input, field, aside, use }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const error = h('p', { class: 'form-error', role: 'alert', hidden: true })
    const submit = h('button', { class: 'button button-strong button-small' }, 'Go on')
    const send = async (event: SubmitEvent) => {
      event.preventDefault()
      submit.disabled = true
      try {
        await use(input.value.trim())
        dialog.close('done')
      } catch (failure) {
        error.hidden = false
        error.textContent = failure instanceof RequestRefused ? failure.message : 'Try again.'
        input.select()
      } finally {
        submit.disabled = false
      }
    }
    const cancel = h(
      'button',
      { type: 'button', class: 'button button-quiet button-small', onclick: () => dialog.close() },
      'Cancel'
    )
    const dialog = h(
      'dialog',
      { 'class': 'dialog', 'aria-label': title },
      h(
        'form',
        { class: 'dialog-form', onsubmit: send },
        h('h2', {}, title),
        words ? h('p', {}, words) : null,
        field,
        error,
        aside,
        h('div', { class: 'dialog-actions' }, cancel, submit)
      )
    )
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(dialog.returnValue === 'done')
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}
