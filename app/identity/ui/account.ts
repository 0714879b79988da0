import { goToLogIn, isLoggedOut, viewer } from '../../core/ui/api.js'
import { h, must } from '../../core/ui/dom.js'
import { failureNotice } from '../../core/ui/notice.js'
import { startSiteHeader } from '../../core/ui/site_header.js'
import { countrySection } from './account_country.js'
import { credentialsSection } from './account_credentials.js'
import { devicesSection } from './account_devices.js'
import { privacySection } from './account_privacy.js'
import { profilesSection } from './account_profiles.js'
import type { AccountSection } from './account_section.js'
import { securitySection } from './account_security.js'

/** The page's sections, from top to bottom. Each is a module of its own. */
const SECTIONS: AccountSection[] = [
  profilesSection,
  credentialsSection,
  securitySection,
  devicesSection,
  countrySection,
  privacySection,
]

async function start(): Promise<void> {
  await viewer()
  must('[data-nav]').replaceChildren(
    ...SECTIONS.map(({ id, title }) => h('a', { href: `#${id}` }, title))
  )
  const list = must('[data-sections]')
  list.removeAttribute('aria-busy')
  list.replaceChildren(...SECTIONS.map(panel))
  document.getElementById(location.hash.slice(1))?.scrollIntoView()
}

function panel(section: AccountSection): HTMLElement {
  const body = h('div', { class: 'account-body' }, h('span', { class: 'skeleton' }))
  const show = (): void => {
    section.show(body).catch((error: unknown) => {
      if (isLoggedOut(error)) return goToLogIn()
      body.replaceChildren(failureNotice(error, show))
    })
  }
  show()
  return h(
    'section',
    { 'id': section.id, 'class': 'account-section', 'aria-labelledby': `${section.id}-title` },
    h('h2', { id: `${section.id}-title` }, section.title),
    h('p', { class: 'account-lead' }, section.lead),
    body
  )
}

startSiteHeader().catch(() => undefined)
start().catch((error: unknown) => {
  if (isLoggedOut(error)) return goToLogIn()
  must('[data-sections]').replaceChildren(failureNotice(error, () => location.reload()))
})
