import { h } from '../../core/ui/dom.js'
import { attempt, studioApi } from './studio_api.js'
import { button, field, section, standing } from './studio_fields.js'
import { videoUpload } from './studio_media.js'
import { scheduleForm } from './studio_schedule.js'
import { translationTabs } from './studio_translations.js'
import type { Episode, Season, Title } from './studio_types.js'

type Show = (title: Title) => void

const EXTRA_KINDS = ['trailer', 'teaser', 'clip', 'behind-the-scenes', 'interview', 'deleted-scene']

async function send(show: Show, method: string, path: string, body?: unknown): Promise<void> {
  const after = await attempt(() => studioApi<Title>(path, { method, body }), 'Done.')
  if (after) show(after)
}

/** Trailers and extras, each a title of its own. */
export function extrasSection(title: Title, show: Show): HTMLElement {
  const kinds = h('select', { 'aria-label': 'Kind' }, ...EXTRA_KINDS.map((k) => h('option', {}, k)))
  const add = async () => {
    const name = prompt(`Name of the ${kinds.value}`)?.trim()
    if (!name) return
    const extra = await attempt(() =>
      studioApi<Title>(`/v1/titles/${title.id}/extras`, {
        ...{ method: 'POST', body: { extraKind: kinds.value, name } },
      })
    )
    if (extra) location.hash = `title/${extra.id}`
  }
  const move = (from: number) => {
    const titleIds = title.extras.map(({ id }) => id)
    titleIds.splice(from - 1, 0, ...titleIds.splice(from, 1))
    void send(show, 'PUT', `/v1/titles/${title.id}/extras/order`, { titleIds })
  }
  const rows = title.extras.map((extra, at) =>
    h(
      'li',
      { class: 'studio-row' },
      h('a', { href: `#title/${extra.id}` }, h('strong', {}, extra.name)),
      h('small', {}, extra.extraKind),
      standing(extra),
      at > 0 ? button('Up', () => move(at), 'quiet') : null
    )
  )
  return section(
    'Trailers and extras',
    h('ul', { class: 'studio-list' }, ...rows),
    h(
      'div',
      { class: 'studio-buttons' },
      kinds,
      button('Add', () => void add())
    )
  )
}

/** Seasons and episodes of a show. */
export function episodesSection(title: Title, show: Show, reload: () => void): HTMLElement {
  const next = Math.max(0, ...title.seasons.map(({ number }) => number)) + 1
  const addSeason = () => send(show, 'POST', `/v1/titles/${title.id}/seasons`, { number: next })
  return section(
    'Seasons and episodes',
    ...title.seasons.map((season) => seasonOf(title, season, show, reload)),
    button(`Add season ${next}`, () => void addSeason())
  )
}

function seasonOf(title: Title, season: Season, show: Show, reload: () => void): HTMLElement {
  const next = Math.max(0, ...season.episodes.map(({ number }) => number)) + 1
  const add = () => {
    const name = prompt(`Name of episode ${next}`)?.trim()
    const body = { number: next, name }
    if (name) void send(show, 'POST', `/v1/seasons/${season.id}/episodes`, body)
  }
  const rename = () => {
    const name = prompt('Name of the season', season.name ?? '')
    if (name === null) return
    void send(show, 'PATCH', `/v1/seasons/${season.id}`, { name: name.trim() || null })
  }
  const remove = () => {
    if (!confirm(`Delete season ${season.number} with its episodes?`)) return
    void send(show, 'DELETE', `/v1/seasons/${season.id}`)
  }
  return h(
    'div',
    { class: 'studio-season' },
    h(
      'header',
      { class: 'studio-buttons' },
      h('h3', {}, `Season ${season.number}${season.name ? `: ${season.name}` : ''}`),
      button('Rename', rename, 'quiet'),
      button('Delete', remove, 'quiet')
    ),
    translationTabs<Title>({
      ...{ path: `/v1/seasons/${season.id}`, called: `Season ${season.number}` },
      ...{ translations: season.translations, more: null, version: title.version, show },
    }),
    ...season.episodes.map((episode) => episodeOf(title, episode, show, reload)),
    button(`Add episode ${next}`, add)
  )
}

function episodeOf(title: Title, episode: Episode, show: Show, reload: () => void): HTMLElement {
  const path = `/v1/episodes/${episode.id}`
  const name = field('Name', episode.name)
  const synopsis = field('Synopsis', episode.synopsis, { rows: 2 })
  const save = () =>
    send(show, 'PATCH', path, { name: name.value() ?? '', synopsis: synopsis.value() })
  const remove = () => {
    if (confirm(`Delete episode ${episode.number}?`)) void send(show, 'DELETE', path)
  }
  const isOut = episode.state === 'published'
  return h(
    'details',
    { class: 'studio-episode' },
    h(
      'summary',
      {},
      h('strong', {}, `${episode.number}. ${episode.name}`),
      standing({ ...episode, missing: episode.hasStream ? [] : [{ field: 'video' }] })
    ),
    h(
      'div',
      { class: 'studio-form' },
      name.element,
      synopsis.element,
      h(
        'div',
        { class: 'studio-buttons' },
        button('Save', () => void save(), 'strong'),
        button(
          isOut ? 'Unpublish' : 'Publish',
          () => void send(show, 'POST', `${path}/${isOut ? 'unpublish' : 'publish'}`)
        ),
        button('Delete', remove, 'quiet')
      ),
      translationTabs<Title>({
        ...{ path, called: episode.name, translations: episode.translations },
        ...{ more: 'synopsis', version: title.version, show },
      }),
      videoUpload({ episodeId: episode.id }, reload),
      scheduleForm(`${path}/schedule`, episode, title.version, show)
    )
  )
}
