import { chooseProfile, goToLogIn, isLoggedOut, viewer } from '../../core/ui/api.js'
import type { Profile } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { failureNotice } from '../../core/ui/notice.js'
import { avatar } from '../../core/ui/site_header.js'

/** The page that asks which profile watches on this device. */
async function show(): Promise<void> {
  const { profiles } = await viewer()
  const list = must('[data-profiles]')
  list.removeAttribute('aria-busy')
  list.replaceChildren(...profiles.map((profile) => h('li', {}, profileButton(profile))))
}

function profileButton(profile: Profile): HTMLElement {
  const choose = () => {
    chooseProfile(profile)
    const next = new URLSearchParams(location.search).get('next') ?? '/'
    location.replace(next.startsWith('/') && !next.startsWith('//') ? next : '/')
  }
  return h(
    'button',
    { type: 'button', onclick: choose },
    avatar(profile),
    h('span', {}, profile.name),
    profile.kids ? h('small', {}, 'Kids') : null
  )
}

show().catch((error: unknown) => {
  if (isLoggedOut(error)) return goToLogIn()
  must('main').replaceChildren(failureNotice(error, () => location.reload()))
})
