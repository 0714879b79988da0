import type { ShownCard, TitleCard } from '../../core/ui/api_types.js'
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

/** Where pressing play leads; a show's id stands for its first episode. Null when nothing plays yet. */
export function watchLink(title: ShownCard): string | null {
  if (!title.playable) return null
  const episode = title.progress?.episodeId
  return `/watch/${episode ?? title.id}?autoplay=1`
}

/** One picture: its default address, all its widths, and a tiny preview. */
export interface Picture {
  src: string | null
  srcset: string | null
  preview: string | null
}

export function posterOf({ artwork }: Pick<ShownCard, 'artwork'>): Picture {
  const { poster = null, posterSrcset = null, posterPreview = null } = artwork
  return { src: poster, srcset: posterSrcset, preview: posterPreview }
}

export function backdropOf(title: Pick<ShownCard, 'artwork'>): Picture {
  const { backdrop, backdropSrcset = null, backdropPreview = null } = title.artwork
  if (!backdrop) return posterOf(title)
  return { src: backdrop, srcset: backdropSrcset, preview: backdropPreview }
}

/**
 * A picture that fades in over its preview, and leaves its place quiet when it does not come.
 * `sizes` is its width on the page, as the HTML attribute of that name says it.
 */
export function picture(
  { src, srcset, preview }: Picture,
  className: string,
  sizes: string,
  eager = false
): HTMLElement {
  const frame = h('div', { class: `picture ${className}` })
  if (preview) frame.style.backgroundImage = `url("${preview}")`
  if (!src) return frame
  const image = h('img', { alt: '', loading: eager ? 'eager' : 'lazy', decoding: 'async', sizes })
  if (eager) image.fetchPriority = 'high'
  const arrived = () => frame.setAttribute('data-arrived', '')
  image.addEventListener('load', arrived)
  image.addEventListener('error', () => image.remove())
  if (srcset) image.srcset = srcset
  image.src = src
  if (image.complete && image.naturalWidth > 0) arrived()
  frame.append(image)
  return frame
}
