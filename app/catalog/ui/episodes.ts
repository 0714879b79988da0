import type { Episode, PartProgress, Season, TitleStanding } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { runningTime } from '../../core/ui/words.js'
import { type Picture, picture } from './title_words.js'

/** The seasons of a show as tabs, and the chosen season's episodes below them. */
export function episodeList(seasons: Season[], standing: TitleStanding): HTMLElement {
  const progress = new Map(standing.progress.map((part) => [part.episodeId, part]))
  const list = h('ol', { class: 'episodes', id: 'episodes', role: 'tabpanel' })
  const current = seasons.find((season) =>
    season.episodes.some((episode) => episode.id === standing.next?.episodeId)
  )
  const choose = (season: Season) => {
    for (const tab of tabs) {
      const chosen = tab.dataset['season'] === season.id
      tab.setAttribute('aria-selected', String(chosen))
      tab.tabIndex = chosen ? 0 : -1
    }
    list.setAttribute('aria-label', nameOf(season))
    const rows = season.episodes.map((episode) =>
      episodeRow(episode, progress.get(episode.id) ?? null, standing.playable)
    )
    list.replaceChildren(...rows)
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

function stillOf({ artwork }: Episode): Picture {
  return { src: artwork.still, srcset: artwork.stillSrcset, preview: artwork.stillPreview }
}

function episodeRow(
  episode: Episode,
  progress: PartProgress | null,
  titlePlays: boolean
): HTMLElement {
  const plays = episode.playable && titlePlays
  const frame = picture(stillOf(episode), 'picture-wide', '(width < 700px) 34vw, 16rem')
  if (plays) frame.append(h('span', { class: 'resume-play' }, icon('play')))
  if (progress) {
    const bar = h('span')
    const share = progress.positionSeconds / Math.max(1, progress.durationSeconds)
    bar.style.width = progress.finished ? '100%' : `${Math.round(share * 100)}%`
    frame.append(h('span', { class: 'progress' }, bar))
  }
  const length = episode.durationSeconds ? runningTime(episode.durationSeconds) : null
  const content = [
    frame,
    h(
      'div',
      {},
      h('h3', {}, `${episode.number}. ${episode.name}`),
      h(
        'small',
        {},
        episode.playable
          ? [length, progress?.finished && 'Watched'].filter(Boolean).join(' · ')
          : 'Being prepared'
      ),
      episode.synopsis ? h('p', {}, episode.synopsis) : null
    ),
  ]
  const row = plays
    ? h('a', { class: 'episode', href: `/watch/${episode.id}?autoplay=1` }, ...content)
    : h('div', { 'class': 'episode', 'aria-disabled': 'true' }, ...content)
  return h('li', {}, row)
}
