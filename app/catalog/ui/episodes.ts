import type { Episode, Season, WatchProgress } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { runningTime } from '../../core/ui/words.js'
import { type Picture, picture } from './title_words.js'

/** The seasons of a show as tabs, and the chosen season's episodes below them. */
export function episodeList(seasons: Season[], progress: WatchProgress | null): HTMLElement {
  const list = h('ol', { class: 'episodes', id: 'episodes', role: 'tabpanel' })
  const current = seasons.find((season) =>
    season.episodes.some((episode) => isCurrent(episode, progress))
  )
  const choose = (season: Season) => {
    for (const tab of tabs) {
      const chosen = tab.dataset['season'] === season.id
      tab.setAttribute('aria-selected', String(chosen))
      tab.tabIndex = chosen ? 0 : -1
    }
    list.setAttribute('aria-label', nameOf(season))
    list.replaceChildren(...season.episodes.map((episode) => episodeRow(episode, progress)))
  }
  const tabs = seasons.map((season) =>
    h(
      'button',
      {
        'type': 'button',
        'role': 'tab',
        'aria-controls': 'episodes',
        'data-season': season.id,
        'onclick': () => choose(season),
      },
      nameOf(season)
    )
  )
  const tabList = h(
    'div',
    { 'class': 'seasons', 'role': 'tablist', 'aria-label': 'Seasons' },
    ...tabs
  )
  tabList.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = tabs[tabs.indexOf(document.activeElement as HTMLButtonElement) + step]
    if (step === 0 || !next) return
    next.click()
    next.focus()
  })
  choose(current ?? seasons[0]!)
  return h('section', { 'aria-label': 'Episodes' }, tabList, list)
}

function nameOf(season: Season): string {
  return season.name ?? `Season ${season.number}`
}

function isCurrent(episode: Episode, progress: WatchProgress | null): boolean {
  return progress !== null && progress.episodeId === episode.id
}

function stillOf({ artwork }: Episode): Picture {
  return { src: artwork.still, srcset: artwork.stillSrcset, preview: artwork.stillPreview }
}

function episodeRow(episode: Episode, progress: WatchProgress | null): HTMLElement {
  const frame = picture(stillOf(episode), 'picture-wide', '(width < 700px) 34vw, 16rem')
  if (episode.playable) frame.append(h('span', { class: 'resume-play' }, icon('play')))
  if (progress && isCurrent(episode, progress)) {
    const bar = h('span')
    bar.style.width = `${Math.round((progress.positionSeconds / Math.max(1, progress.durationSeconds)) * 100)}%`
    frame.append(h('span', { class: 'progress' }, bar))
  }
  const length = episode.durationSeconds ? runningTime(episode.durationSeconds) : null
  const content = [
    frame,
    h(
      'div',
      {},
      h('h3', {}, `${episode.number}. ${episode.name}`),
      h('small', {}, episode.playable ? length : 'Being prepared'),
      episode.synopsis ? h('p', {}, episode.synopsis) : null
    ),
  ]
  const row = episode.playable
    ? h('a', { class: 'episode', href: `/watch/${episode.id}?autoplay=1` }, ...content)
    : h('div', { 'class': 'episode', 'aria-disabled': 'true' }, ...content)
  return h('li', {}, row)
}
