import { h } from '../../core/ui/dom.js'
import { api, attempt, studioApi } from './studio_api.js'
import { button, chip, section, standing, when } from './studio_fields.js'
import { artworkPlaces, videoUpload } from './studio_media.js'
import { episodesSection, extrasSection } from './studio_parts.js'
import { scheduleForm } from './studio_schedule.js'
import { detailsForm, textsForm } from './studio_texts.js'
import type { Change, Page, Title } from './studio_types.js'

/** One title with everything that is said of it. Each change shows the title as it is afterwards. */
export async function showTitle(main: HTMLElement, id: string): Promise<void> {
  const show = (title: Title) => {
    main.replaceChildren(
      head(title, show),
      ...(title.missing.length > 0 ? [missing(title)] : []),
      section('Texts', textsForm(title, show)),
      section('Details', detailsForm(title, show)),
      section('Pictures', artworkPlaces(title, show)),
      ...(title.kind === 'show'
        ? [episodesSection(title, show, reload)]
        : [section('Video', video(title), videoUpload({ titleId: id }, reload))]),
      ...(title.kind === 'extra' ? [] : [extrasSection(title, show)]),
      section('Schedule', scheduleForm(`/v1/titles/${id}/schedule`, title, title.version, show)),
      history(id)
    )
  }
  const reload = () => void attempt(async () => show(await load()))
  const load = () => api<Title>(`/v1/staff/titles/${id}`)
  show(await load())
}

function head(title: Title, show: (title: Title) => void): HTMLElement {
  const act = async (path: string, done: string) => {
    const after = await attempt(
      () => studioApi<Title>(`/v1/titles/${title.id}/${path}`, { method: 'POST' }),
      done
    )
    if (after) show(after)
  }
  const back = title.parentId ? `#title/${title.parentId}` : '#titles'
  return h(
    'header',
    { class: 'studio-head' },
    h(
      'div',
      {},
      h('a', { class: 'studio-back', href: back }, title.parentId ? '‹ Its title' : '‹ Titles'),
      h('h1', {}, title.name),
      standing(title)
    ),
    title.state === 'published'
      ? button('Unpublish', () => void act('unpublish', 'Viewers see it no longer.'))
      : button('Publish', () => void act('publish', 'Published.'), 'strong'),
    title.kind === 'show' && title.state === 'published'
      ? button('Publish new episodes', () => void act('publish', 'Published.'))
      : null,
    button('Delete', () => void remove(title), 'danger')
  )
}

async function remove(title: Title): Promise<void> {
  if (!confirm(`Delete "${title.name}" for good? What plays goes on.`)) return
  const done = await attempt(async () => {
    await studioApi(`/v1/titles/${title.id}`, { method: 'DELETE', version: title.version })
    return true
  })
  if (done) location.hash = title.parentId ? `title/${title.parentId}` : 'titles'
}

function missing(title: Title): HTMLElement {
  return h(
    'div',
    { class: 'studio-missing' },
    h('strong', {}, 'Before viewers may see it:'),
    h('ul', {}, ...title.missing.map(({ message }) => h('li', {}, message))),
    title.scheduleFailure
      ? h(
          'p',
          {},
          `It should have come out ${when(title.scheduleFailure.at)}; it will once it is complete.`
        )
      : null
  )
}

function video(title: Title): HTMLElement {
  if (!title.hasStream) return h('p', { class: 'studio-quiet' }, 'No video yet.')
  const minutes = Math.round((title.durationSeconds ?? 0) / 6) / 10
  return h(
    'p',
    { class: 'studio-chips' },
    chip('Video is there', 'good'),
    chip(`${minutes} min`),
    chip(`Audio: ${title.audioLanguages.join(', ') || 'none'}`),
    chip(`Subtitles: ${title.subtitleLanguages.join(', ') || 'none'}`)
  )
}

/** Who changed what, loaded when an editor opens it. */
export function history(id: string, of = 'titles'): HTMLElement {
  const list = h('ol', { class: 'studio-history' })
  let cursor: string | null = ''
  const load = () =>
    attempt(async () => {
      const query = cursor ? `?cursor=${cursor}` : ''
      const page = await api<Page<Change>>(`/v1/${of}/${id}/changes${query}`)
      list.append(...page.items.map(change))
      cursor = page.nextCursor
      more.hidden = cursor === null
    })
  const more = button('More', () => void load(), 'quiet')
  const details = h(
    'details',
    {
      class: 'studio-section',
      ontoggle: () => {
        if (details.open && list.childElementCount === 0) void load()
      },
    },
    h('summary', {}, h('h2', {}, 'History')),
    list,
    more
  )
  return details
}

function change({ action, entity, accountId, before, after, changedAt }: Change): HTMLElement {
  const fields = Object.keys(after ?? before ?? {})
  const shown = (value: unknown) =>
    value === null || value === undefined
      ? '–'
      : (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 160)
  return h(
    'li',
    {},
    h('strong', {}, `${action} ${entity === 'title' ? '' : entity}`.trim()),
    h(
      'small',
      {},
      `${when(changedAt)} · ${accountId ? `editor ${accountId.slice(-6)}` : 'FlixFlow'}`
    ),
    action === 'create'
      ? null
      : h(
          'dl',
          {},
          ...fields.flatMap((name) => [
            h('dt', {}, name),
            h(
              'dd',
              {},
              h('del', {}, shown(before?.[name])),
              ' → ',
              h('ins', {}, shown(after?.[name]))
            ),
          ])
        )
  )
}
