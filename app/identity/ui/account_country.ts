import { api, forgetViewer } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import type { AccountSection } from './account_section.js'
import { asOwner, NotConfirmed } from './confirm_identity.js'
import { wordsOf } from './form_words.js'

/** Regions that CLDR names and that nobody has a home in: unions, test and unknown regions. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'])
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Where the account is at home. */
export const countrySection: AccountSection = {
  id: 'country',
  title: 'Country',
  lead: 'Where you are at home. It says what you may watch where we cannot tell where you are.',
  show: showCountry,
}

async function showCountry(body: HTMLElement): Promise<void> {
  const { country } = await api<{ country: string | null }>('/v1/account')
  let kept = country ?? ''
  const said = h('p', { role: 'status', hidden: true })
  const say = (words: string, failed: boolean) => {
    said.hidden = false
    said.classList.toggle('form-error', failed)
    said.textContent = words
  }
  const keep = async () => {
    select.disabled = true
    const change = { country: select.value || null }
    try {
      await asOwner(() => api('/v1/account', { method: 'PATCH', body: change }))
      kept = select.value
      // The access token names the old one.
      forgetViewer()
      say('Kept.', false)
    } catch (error) {
      select.value = kept
      if (!(error instanceof NotConfirmed)) say(wordsOf(error), true)
    } finally {
      select.disabled = false
    }
  }
  const select = h(
    'select',
    { 'name': 'country', 'aria-label': 'Country', 'onchange': () => void keep() },
    h('option', { value: '' }, 'Not said'),
    ...countries().map(([code, name]) =>
      h('option', { value: code, selected: code === country }, name)
    )
  )
  body.replaceChildren(select, said)
}

/** ISO 3166-1 codes with their names, by name; codes that were replaced are left out. */
function countries(): [code: string, name: string][] {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter((code) => !NO_COUNTRY.has(code) && new Intl.Locale(`und-${code}`).region === code)
    .flatMap((code): [string, string][] => {
      const name = names.of(code)
      return name ? [[code, name]] : []
    })
    .sort(([, one], [, other]) => one.localeCompare(other, 'en'))
}
