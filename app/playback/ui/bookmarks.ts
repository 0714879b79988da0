import { api, RequestRefused } from '../../core/ui/api.js'
import { h, must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { clockTime } from '../../core/ui/words.js'
import { type Thumbnail, paintThumbnail, thumbnailAt } from './thumbnails.js'

interface Bookmark {
  id: string
  episodeId: string | null
  titleId: string
  positionSeconds: number
  name: string | null
}

export interface BookmarksOf {
  profileId: string
  titleId: string
  episodeId: string | null
}

const STILL_WIDTH = 112
const MOST_SHOWN = 100

/** The moments that the profile marked in what plays: a list to jump by, and a button to mark one more. */
export class BookmarksPanel {
  #panel = must('[data-bookmarks]')
  #button = must('[data-do="bookmarks"]')
  #marks = must('[data-seek-marks]')
  #of: BookmarksOf | null = null
  #bookmarks: Bookmark[] = []
  #thumbnails: Thumbnail[] = []
  #signed = (url: string) => url

  constructor(
    private video: HTMLVideoElement,
    private duration: () => number,
    private seek: (seconds: number) => void,
    private say: (words: string) => void
  ) {
    document.addEventListener('pointerdown', (event) => {
      const target = event.target as Element
      if (!target.closest('[data-bookmarks], [data-do="bookmarks"]')) this.close()
    })
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      this.close()
    })
  }

  get open(): boolean {
    return !this.#panel.hidden
  }

  /** Shows the moments of what plays now. */
  async use(of: BookmarksOf): Promise<void> {
    this.#of = of
    const query = `titleId=${of.titleId}&limit=${MOST_SHOWN}`
    const { items } = await api<{ items: Bookmark[] }>(
      `/v1/profiles/${of.profileId}/bookmarks?${query}`
    )
    this.#bookmarks = items.filter(({ episodeId }) => episodeId === of.episodeId)
    this.#paint()
  }

  useThumbnails(thumbnails: Thumbnail[], signed: (url: string) => string): void {
    this.#thumbnails = thumbnails
    this.#signed = signed
    this.#paint()
  }

  toggle(): void {
    if (this.open) return this.close()
    this.#panel.hidden = false
    this.#button.setAttribute('aria-expanded', 'true')
    this.#paint()
    this.#panel.querySelector<HTMLElement>('input')?.focus({ preventScroll: true })
  }

  close(): void {
    if (!this.open) return
    const hadFocus = this.#panel.contains(document.activeElement)
    this.#panel.hidden = true
    this.#button.setAttribute('aria-expanded', 'false')
    if (hadFocus) this.#button.focus()
  }

  /** Marks the moment that is on screen. */
  async mark(name: string | null = null): Promise<void> {
    if (!this.#of) return
    const { profileId, titleId, episodeId } = this.#of
    const positionSeconds = Math.round(this.video.currentTime * 1000) / 1000
    try {
      const bookmark = await api<Bookmark>(`/v1/profiles/${profileId}/bookmarks`, {
        method: 'POST',
        body: { ...(episodeId ? { episodeId } : { titleId }), positionSeconds, name },
      })
      this.#bookmarks.push(bookmark)
      this.say(`Marked ${clockTime(positionSeconds)}`)
    } catch (error) {
      this.say(error instanceof RequestRefused ? error.message : 'This moment could not be kept')
    }
    this.#paint()
  }

  async #remove(bookmark: Bookmark): Promise<void> {
    const path = `/v1/profiles/${this.#of!.profileId}/bookmarks/${bookmark.id}`
    await api(path, { method: 'DELETE' }).catch((error: unknown) => {
      if (!(error instanceof RequestRefused) || error.problem.status !== 404) throw error
    })
    this.#bookmarks = this.#bookmarks.filter(({ id }) => id !== bookmark.id)
    this.#paint()
  }

  #paint() {
    const ordered = [...this.#bookmarks].sort((a, b) => a.positionSeconds - b.positionSeconds)
    this.#marks.replaceChildren(...ordered.map((bookmark) => this.#dot(bookmark)))
    if (!this.open) return
    this.#panel.replaceChildren(
      h('h2', {}, 'Bookmarks'),
      this.#form(),
      ordered.length > 0
        ? h('ul', {}, ...ordered.map((bookmark) => this.#row(bookmark)))
        : h('p', { class: 'bookmarks-none' }, 'Moments you mark appear here and on the seek bar.')
    )
  }

  #dot({ positionSeconds }: Bookmark): HTMLElement {
    const dot = h('span')
    dot.style.left = `${(positionSeconds / Math.max(1, this.duration())) * 100}%`
    return dot
  }

  #form(): HTMLElement {
    const name = h('input', {
      'name': 'name',
      'maxlength': 120,
      'placeholder': 'Name (optional)',
      'aria-label': 'Name of the moment',
      'autocomplete': 'off',
    })
    const send = (event: SubmitEvent) => {
      event.preventDefault()
      void this.mark(name.value.trim() || null)
    }
    return h(
      'form',
      { class: 'bookmarks-form', onsubmit: send },
      name,
      h('button', { 'class': 'button', 'data-mark': true }, icon('bookmark'), h('span', {}, 'Mark'))
    )
  }

  #row(bookmark: Bookmark): HTMLElement {
    const box = h('span', { class: 'bookmark-still' })
    const still = thumbnailAt(this.#thumbnails, bookmark.positionSeconds)
    if (still) paintThumbnail(box, still, this.#signed(still.url), STILL_WIDTH)
    const time = clockTime(bookmark.positionSeconds)
    const jump = () => {
      this.seek(bookmark.positionSeconds)
      this.close()
    }
    return h(
      'li',
      { 'data-bookmark': bookmark.id },
      h(
        'button',
        { type: 'button', class: 'bookmark-jump', onclick: jump },
        box,
        h(
          'span',
          {},
          h('strong', {}, bookmark.name ?? time),
          bookmark.name ? h('small', {}, time) : ''
        )
      ),
      h(
        'button',
        {
          'type': 'button',
          'class': 'key',
          'aria-label': `Delete the bookmark at ${time}`,
          'onclick': () => void this.#remove(bookmark),
        },
        icon('close')
      )
    )
  }
}
