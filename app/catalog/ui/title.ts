import { api, chosenProfile, viewer } from '../../core/ui/api.js'
import type { Episode, HomePage, TitlePage, WatchProgress } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { episodeLabel, timeLeft } from '../../core/ui/words.js'
import { episodeList } from './episodes.js'
import { startPage } from './start_page.js'
import { backdropOf, metaLine, picture } from './title_words.js'

/** The page of one film or show. */
async function show(): Promise<void> {
  const main = must('[data-title-page]')
  const [title, progress] = await Promise.all([
    api<TitlePage>(`/v1/titles/${main.dataset['id']}`, { priority: 'high' }),
    progressIn(main.dataset['id']!).catch(() => null),
  ])
  main.removeAttribute('aria-busy')
  document.title = `${title.name} · FlixFlow`
  must('[data-title-hero]').replaceChildren(...hero(title, title.progress ?? progress))
  must('[data-title-body]').replaceChildren(...body(title, title.progress ?? progress))
}

/** Where the profile stands in this title, as the home page's rail knows it. */
async function progressIn(titleId: string): Promise<WatchProgress | null> {
  const profile = chosenProfile((await viewer()).profiles)
  if (!profile) return null
  const { rails } = await api<HomePage>(`/v1/profiles/${profile.id}/home`)
  const items = rails
    .filter((rail) => rail.kind === 'continue-watching')
    .flatMap((rail) => rail.items)
  return items.find((item) => item.id === titleId)?.progress ?? null
}

function hero(title: TitlePage, progress: WatchProgress | null): Node[] {
  return [
    picture(backdropOf(title), 'hero-picture', '100vw', true),
    h(
      'div',
      { class: 'title-words' },
      h('h1', {}, title.name),
      metaLine(title, title.seasons.length),
      title.tagline ? h('p', { class: 'title-tagline' }, title.tagline) : null,
      progress ? progressLine(progress) : null,
      playActions(title, progress)
    ),
  ]
}

function progressLine(progress: WatchProgress): HTMLElement {
  const bar = h('span')
  bar.style.width = `${Math.round((progress.positionSeconds / Math.max(1, progress.durationSeconds)) * 100)}%`
  return h(
    'div',
    { class: 'title-progress' },
    h('div', { class: 'progress' }, bar),
    h('small', {}, timeLeft(progress.positionSeconds, progress.durationSeconds))
  )
}

function playActions(title: TitlePage, progress: WatchProgress | null): HTMLElement {
  const actions = h('div', { class: 'hero-actions' })
  const first = firstPlayable(title)
  const id = progress?.episodeId ?? (title.kind === 'film' ? title.id : first?.episode.id)
  if (!id || !(title.playable || first)) {
    actions.append(h('span', { class: 'button', role: 'status' }, 'Coming soon'))
    return actions
  }
  const label = progress
    ? ['Resume', episodeLabel(progress.seasonNumber, progress.episodeNumber)]
    : ['Play', first && episodeLabel(first.season, first.episode.number)]
  actions.append(
    h(
      'a',
      { class: 'button button-strong', href: `/watch/${id}?autoplay=1` },
      icon('play'),
      label.filter(Boolean).join(' ')
    )
  )
  if (progress) {
    const again = `/watch/${id}?autoplay=1&startOver=1`
    actions.append(h('a', { class: 'button', href: again }, icon('restart'), 'Start over'))
  }
  return actions
}

function firstPlayable(title: TitlePage): { season: number; episode: Episode } | null {
  for (const season of title.seasons) {
    const episode = season.episodes.find((candidate) => candidate.playable)
    if (episode) return { season: season.number, episode }
  }
  return null
}

function body(title: TitlePage, progress: WatchProgress | null): HTMLElement[] {
  const sections: HTMLElement[] = []
  if (title.seasons.some((season) => season.episodes.length > 0)) {
    sections.push(episodeList(title.seasons, progress))
  }
  sections.push(
    h(
      'section',
      { 'class': 'about', 'aria-label': 'About' },
      title.synopsis ? h('p', { class: 'synopsis' }, title.synopsis) : null,
      facts(title)
    )
  )
  return sections
}

function facts(title: TitlePage): HTMLElement | null {
  const cast = title.cast.map(({ name, character }) =>
    character ? `${name} as ${character}` : name
  )
  const credits = title.credits.map(({ name, role }) => `${name} (${role})`)
  const rows: Array<[string, string]> = [
    ['With', cast.join(', ')],
    ['Made by', credits.join(', ')],
    ['Genres', title.genres.join(', ')],
    ['Credit', title.attribution ?? ''],
  ]
  const known = rows.filter(([, value]) => value)
  if (known.length === 0) return null
  return h(
    'dl',
    { class: 'facts' },
    ...known.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])
  )
}

startPage(must('[data-title-page]'), show)
