import { api, RequestRefused } from '../../core/ui/api.js'
import type { Profile } from '../../core/ui/api_types.js'
import { AVATAR_NAMES, avatarPicture } from '../../core/ui/avatar_pictures.js'
import { h } from '../../core/ui/dom.js'
import { action } from './account_section.js'
import { asOwner, NotConfirmed } from './confirm_identity.js'
import { subtitleFields } from './subtitle_fields.js'

const LANGUAGES = { en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', pt: 'Português' }
const LIMITS = { 0: 'All ages', 7: 'Up to 7', 12: 'Up to 12', 16: 'Up to 16', 18: 'Everything' }

/** The form of one profile, or of a new one. Calls `done` when it was kept or given up. */
export function profileForm(profile: Profile | null, done: () => Promise<void>): HTMLElement {
  const name = h('input', { name: 'name', maxlength: 40, required: true, value: profile?.name })
  const language = choice({ ...LANGUAGES }, profile?.language ?? 'en')
  const limit = choice({ ...LIMITS }, String(profile?.maturityLimit ?? 18))
  const kids = tick('A kids profile', profile?.kids ?? false)
  const next = tick('Play the next episode by itself', profile?.autoplayNextEpisode ?? true)
  const previews = tick('Play previews by themselves', profile?.autoplayPreviews ?? true)
  const subtitles = subtitleFields(profile?.subtitleStyle ?? null)
  const error = h('p', { class: 'form-error', role: 'alert', hidden: true })

  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const picture = new FormData(form).get('avatar')
    const settings = {
      name: name.value.trim(),
      avatar: picture ? String(picture) : null,
      language: language.value,
      kids: kids.input.checked,
      autoplayNextEpisode: next.input.checked,
      autoplayPreviews: previews.input.checked,
      subtitleStyle: subtitles.style(),
      maturityLimit: Math.min(Number(limit.value), kids.input.checked ? 12 : 18),
    }
    const [path, method] = profile
      ? ([`/v1/profiles/${profile.id}`, 'PATCH'] as const)
      : (['/v1/profiles', 'POST'] as const)
    try {
      await asOwner(() => api(path, { method, body: settings }))
      await done()
    } catch (failure) {
      if (failure instanceof NotConfirmed) return
      error.hidden = false
      error.textContent = failure instanceof RequestRefused ? failure.message : 'Try again.'
    }
  }
  const form = h(
    'form',
    { class: 'profile-form', onsubmit: send },
    h('label', { class: 'field' }, h('span', {}, 'Name'), name),
    h(
      'fieldset',
      { class: 'pictures' },
      h('legend', {}, 'Picture'),
      ...['', ...AVATAR_NAMES].map((of) => pictureChoice(of, profile))
    ),
    h('label', { class: 'field' }, h('span', {}, 'Language'), language),
    h('label', { class: 'field' }, h('span', {}, 'May watch'), limit),
    ...[kids, next, previews].map((of) => of.label),
    subtitles.fields,
    error,
    h(
      'div',
      { class: 'account-line-actions' },
      h('button', { class: 'button button-strong button-small' }, 'Save'),
      action('Cancel', () => void done())
    )
  )
  return form
}

function pictureChoice(of: string, profile: Profile | null): HTMLElement {
  const checked = (profile?.avatar ?? '') === of
  const letter = h('span', { class: 'avatar' }, (profile?.name ?? 'A').slice(0, 1))
  return h(
    'label',
    { title: of || 'The first letter' },
    h('input', { type: 'radio', name: 'avatar', value: of, checked, class: 'visually-hidden' }),
    avatarPicture(of) ?? letter
  )
}

function choice(options: Record<string, string>, chosen: string): HTMLSelectElement {
  const known = Object.hasOwn(options, chosen) ? options : { ...options, [chosen]: chosen }
  return h(
    'select',
    {},
    ...Object.entries(known).map(([value, label]) =>
      h('option', { value, selected: value === chosen }, label)
    )
  )
}

function tick(label: string, checked: boolean) {
  const input = h('input', { type: 'checkbox', checked })
  return { input, label: h('label', { class: 'tick' }, input, label) }
}
