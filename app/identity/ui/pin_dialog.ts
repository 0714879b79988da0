import { RequestRefused } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'

/** Asks for four digits until `use` takes them, or the viewer closes the dialog. */
export function askForPin(title: string, use: (pin: string) => Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const input = h('input', {
      'type': 'password',
      'inputmode': 'numeric',
      'autocomplete': 'off',
      'maxlength': 4,
      'pattern': '[0-9]{4}',
      'required': true,
      'aria-label': 'Four digits',
    })
    const error = h('p', { class: 'form-error', role: 'alert', hidden: true })
    const send = async (event: SubmitEvent) => {
      event.preventDefault()
      try {
        await use(input.value)
        dialog.close('done')
      } catch (failure) {
        error.hidden = false
        error.textContent = failure instanceof RequestRefused ? failure.message : 'Try again.'
        input.select()
      }
    }
    const dialog = h(
      'dialog',
      { 'class': 'dialog', 'aria-label': title },
      h(
        'form',
        { class: 'dialog-form', onsubmit: send },
        h('h2', {}, title),
        h('label', { class: 'field field-code' }, h('span', {}, 'Four digits'), input),
        error,
        h(
          'div',
          { class: 'dialog-actions' },
          h(
            'button',
            {
              type: 'button',
              class: 'button button-quiet button-small',
              onclick: () => dialog.close(),
            },
            'Cancel'
          ),
          h('button', { class: 'button button-strong button-small' }, 'Go on')
        )
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
