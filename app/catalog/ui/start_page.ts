import { goToLogIn, isLoggedOut, RequestRefused } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import { failureNotice } from '../../core/ui/notice.js'
import { prepareForPlay } from '../../core/ui/play_links.js'
import { startSiteHeader } from '../../core/ui/site_header.js'

/** Fills a page of the catalogue by `show`; when that fails, its main part says why. */
export function startPage(main: HTMLElement, show: () => Promise<void>): void {
  prepareForPlay()
  startSiteHeader().catch(() => undefined)
  show().catch((error: unknown) => {
    if (isLoggedOut(error)) return goToLogIn()
    if (isLocked(error)) return goToProfiles()
    main.removeAttribute('aria-busy')
    const notice = failureNotice(error, () => location.reload())
    main.replaceChildren(h('div', { class: 'alone' }, notice))
  })
}

/** The profile that watches here asks for its PIN again: its time is over, or it has got one. */
function isLocked(error: unknown): boolean {
  return error instanceof RequestRefused && error.code === 'profile.locked'
}

function goToProfiles(): void {
  const back = location.pathname + location.search
  location.assign(`/profiles?next=${encodeURIComponent(back)}`)
}
