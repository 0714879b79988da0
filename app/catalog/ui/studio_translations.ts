import { h } from '../../core/ui/dom.js'
import { attempt, studioApi } from './studio_api.js'
import { button, field } from './studio_fields.js'
import type { Said } from './studio_types.js'

interface Translated<Edited> {
  /** Address of what is said in other languages. */
  path: string
  /** What it is called in its own language, for screen readers. */
  called: string
  translations: Said[]
  /** The text that it has beside its name. */
  more: 'synopsis' | 'description' | null
  version: number
  show: (edited: Edited) => void
}

const LABELS = { synopsis: 'Synopsis', description: 'Description' }

/** What something is called in other languages, a tab for each. */
export function translationTabs<Edited>(of: Translated<Edited>, open?: string): HTMLElement {
  const known = of.translations.map(({ language }) => language)
  const shown = open ?? known[0]
  const tabs = shown === undefined || known.includes(shown) ? known : [...known, shown]
  const choose = (language: string) => element.replaceWith(translationTabs(of, language))
  const add = () => {
    const language = prompt('Language, as de or pt-BR')?.trim()
    if (language) choose(language)
  }
  const element = h(
    'div',
    { class: 'studio-translations' },
    h(
      'div',
      { 'class': 'studio-tabs', 'role': 'tablist', 'aria-label': `${of.called}: languages` },
      h('small', {}, tabs.length === 0 ? 'In no other language' : 'In other languages'),
      ...tabs.map((language) =>
        h(
          'button',
          {
            'type': 'button',
            'role': 'tab',
            'aria-selected': String(language === shown),
            'onclick': () => choose(language),
          },
          language
        )
      ),
      button('+', add, 'quiet')
    ),
    shown === undefined ? null : formOf(of, shown)
  )
  return element
}

function formOf<Edited>(of: Translated<Edited>, language: string): HTMLElement {
  const said = of.translations.find((translation) => translation.language === language)
  const { more, version } = of
  const name = field(`Name in ${language}`, said?.name ?? null)
  const text = more && field(`${LABELS[more]} in ${language}`, said?.[more] ?? null, { rows: 2 })
  const path = `${of.path}/translations/${encodeURIComponent(language)}`
  const send = async (method: string, body?: unknown) => {
    const after = await attempt(() => studioApi<Edited>(path, { method, body, version }), 'Saved.')
    if (after) of.show(after)
  }
  const save = () => {
    const words = more ? { [more]: text?.value() ?? null } : {}
    void send('PUT', { name: name.value() ?? '', ...words })
  }
  return h(
    'div',
    { class: 'studio-form' },
    name.element,
    text && text.element,
    h(
      'div',
      { class: 'studio-buttons' },
      button(`Save ${language}`, save, 'strong'),
      said ? button('Take away', () => void send('DELETE'), 'quiet') : null
    )
  )
}
