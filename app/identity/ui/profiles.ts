import {
  adoptAccess,
  api,
  chooseProfile,
  goToLogIn,
  isLoggedOut,
  RequestRefused,
  viewer,
} from '../../core/ui/api.js'
import type { AccessAnswer, Profile } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { failureNotice } from '../../core/ui/notice.js'
import { avatar } from '../../core/ui/site_header.js'
import { askForPin } from './pin_dialog.js'

/** The page that asks which profile watches on this device. */
async function show(): Promise<void> {
  const { profiles } = await viewer()
  const list = must('[data-profiles]')
  list.removeAttribute('aria-busy')
  list.replaceChildren(...profiles.map((profile) => h('li', {}, profileButton(profile))))
}

function profileButton(profile: Profile): HTMLElement {
  const choose = async () => {
    if (!(await isOpen(profile))) return
    chooseProfile(profile)
    const next = new URLSearchParams(location.search).get('next') ?? '/'
    location.replace(next.startsWith('/') && !next.startsWith('//') ? next : '/')
  }
  return h(
    'button',
    { type: 'button', onclick: () => void choose() },
    avatar(profile),
    h('span', {}, profile.name),
    profile.kids ? h('small', {}, 'Kids') : null,
    profile.hasPin ? h('small', {}, 'PIN') : null
  )
}

/** Whether a profile may be entered here: it has no PIN, was opened lately, or is opened now. */
async function isOpen(profile: Profile): Promise<boolean> {
  if (!profile.hasPin) return true
  const path = `/v1/profiles/${profile.id}`
  try {
    await api(path)
    return true
  } catch (error) {
    if (!(error instanceof RequestRefused) || error.code !== 'profile.locked') throw error
  }
  return askForPin(`The PIN of ${profile.name}`, async (pin) => {
    adoptAccess(await api<AccessAnswer>(`${path}/unlock`, { method: 'POST', body: { pin } }))
  })
}

show().catch((error: unknown) => {
  if (isLoggedOut(error)) return goToLogIn()
  must('main').replaceChildren(failureNotice(error, () => location.reload()))
})
