import type { TitleCard } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'
import { maturityBadge, runningTime } from '../../core/ui/words.js'

/** The line under a title's name: year, rating, running time, genres. */
export function metaLine(title: TitleCard, seasons?: number): HTMLElement {
  const badge = maturityBadge(title.maturity)
  const length = title.durationSeconds
    ? runningTime(title.durationSeconds)
    : seasons
      ? `${seasons} ${seasons === 1 ? 'season' : 'seasons'}`
      : title.kind === 'show'
        ? 'Series'
        : null
  return h(
    'p',
    { class: 'meta' },
    title.releaseYear ? h('span', {}, String(title.releaseYear)) : null,
    badge ? h('span', { 'class': 'badge', 'aria-label': `Rated ${badge}` }, badge) : null,
    length ? h('span', {}, length) : null,
    title.genres.length > 0 ? h('span', {}, title.genres.slice(0, 3).join(', ')) : null
  )
}

/** Where pressing play leads, or null when that is not known from the card. */
export function watchLink(title: TitleCard): string | null {
  if (!title.playable) return null
  const episode = title.progress?.episodeId
  if (episode) return `/watch/${episode}?autoplay=1`
  return title.kind === 'film' ? `/watch/${title.id}?autoplay=1` : null
}

/** An image that fades in once it has arrived, and leaves its place quiet when it does not. */
export function picture(src: string | null, className: string, eager = false): HTMLElement {
  const frame = h('div', { class: `picture ${className}` })
  if (!src) return frame
  const image = h('img', { src, alt: '', loading: eager ? 'eager' : 'lazy', decoding: 'async' })
  if (eager) image.fetchPriority = 'high'
  const arrived = () => frame.setAttribute('data-arrived', '')
  image.addEventListener('load', arrived)
  image.addEventListener('error', () => image.remove())
  if (image.complete && image.naturalWidth > 0) arrived()
  frame.append(image)
  return frame
}
