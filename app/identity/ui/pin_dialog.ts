import { h } from '../../core/ui/dom.js'
import { ask } from './ask_dialog.js'

/** Asks for four digits until `use` takes them, or the viewer closes the dialog. */
export function askForPin(title: string, use: (pin: string) => Promise<void>): Promise<boolean> {
  const input = h('input', {
    'type': 'password',
    'inputmode': 'numeric',
    'autocomplete': 'off',
    'maxlength': 4,
    'pattern': '[0-9]{4}',
    'required': true,
    'aria-label': 'Four digits',
  })
  const field = h('label', { class: 'field field-code' }, h('span', {}, 'Four digits'), input)
  return ask({ title, input, field, use })
}
