import { adoptAccess, api, RequestRefused } from '../../core/ui/api.js'
import type { AccessAnswer, Profile } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'
import { avatar } from '../../core/ui/site_header.js'
import { action, line, type AccountSection } from './account_section.js'
import { asOwner, NotConfirmed } from './confirm_identity.js'
import { askForPin } from './pin_dialog.js'
import { profileForm } from './profile_form.js'

const MOST_PROFILES = 5

/** Who watches: their pictures, limits and PINs. */
export const profilesSection: AccountSection = {
  id: 'profiles',
  title: 'Profiles',
  lead: 'One for each of you. A PIN keeps the others out, and a kids profile keeps to what is for kids.',
  show: showProfiles,
}

async function showProfiles(body: HTMLElement): Promise<void> {
  const { items } = await api<{ items: Profile[] }>('/v1/profiles')
  const again = () => showProfiles(body)
  const add = action('Add a profile', () => edit(null))
  const edit = (profile: Profile | null) => body.replaceChildren(profileForm(profile, again))
  body.replaceChildren(
    h(
      'ul',
      { class: 'account-lines' },
      ...items.map((profile) => profileLine(profile, items.length, edit, again))
    ),
    ...(items.length < MOST_PROFILES ? [add] : [])
  )
}

function profileLine(
  profile: Profile,
  count: number,
  edit: (profile: Profile) => void,
  again: () => Promise<void>
): HTMLElement {
  const owner = (work: () => Promise<unknown>) => () =>
    void asOwner(work)
      .then(again)
      .catch((error: unknown) => {
        if (!(error instanceof NotConfirmed)) throw error
      })
  const path = `/v1/profiles/${profile.id}`
  const setPin = () =>
    void askForPin(`A PIN for ${profile.name}`, async (pin) => {
      const set = () => api<AccessAnswer>(`${path}/pin`, { method: 'PUT', body: { pin } })
      adoptAccess(await asOwner(set))
      await again()
    })
  const removePin = owner(() => api(`${path}/pin`, { method: 'DELETE' }))
  const remove = owner(() => api(path, { method: 'DELETE' }))
  const handOver = async () => {
    adoptAccess(await api<AccessAnswer>(`${path}/hand-over`, { method: 'POST' }))
    location.assign('/')
  }
  const beginAnew = action('Reset recommendations', () => {
    beginAnew.disabled = true
    api(`${path}/recommendations/reset`, { method: 'POST' })
      .then(() => (beginAnew.textContent = 'Recommendations begin anew'))
      .catch((error: unknown) => {
        beginAnew.disabled = false
        if (!isLocked(error)) throw error
        beginAnew.textContent = 'Enter the profile first'
      })
  })
  const limit = profile.maturityLimit >= 18 ? 'Everything' : `Up to age ${profile.maturityLimit}`
  const words = [profile.kids ? 'Kids' : null, limit, profile.hasPin ? 'PIN' : null]
  return line(
    h('span', { class: 'account-device' }, avatar(profile), profile.name),
    words.filter(Boolean).join(' · '),
    action('Edit', () => edit(profile)),
    profile.hasPin ? action('Remove PIN', removePin) : action('Set a PIN', setPin),
    beginAnew,
    ...(profile.kids ? [action('Hand this device over', () => void handOver())] : []),
    ...(count > 1 ? [action('Delete', remove, 'danger')] : [])
  )
}

/** The profile has a PIN, and was not opened lately. */
function isLocked(error: unknown): boolean {
  return error instanceof RequestRefused && error.code === 'profile.locked'
}
