import { api, chosenProfile, goToLogIn, isLoggedOut, viewer } from '../../core/ui/api.js'
import { h, must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { failureNotice, notice } from '../../core/ui/notice.js'
import { startSiteHeader } from '../../core/ui/site_header.js'
import { ago, clockTime, episodeLabel, timeLeft } from '../../core/ui/words.js'

interface Named {
  name: string | null
  showName: string | null
  seasonNumber: number | null
  episodeNumber: number | null
  picture: string | null
  pictureSrcset: string | null
}

interface Watched extends Named {
  id: string
  titleId: string
  episodeId: string | null
  positionSeconds: number
  durationSeconds: number
  finished: boolean
  watchedAt: string
}

interface Bookmark {
  id: string
  titleId: string
  episodeId: string | null
  positionSeconds: number
  name: string | null
  createdAt: string
  of: Named
}

interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

type Tab = 'history' | 'bookmarks'

/** The page /history: what the profile has watched, to edit, and the moments it marked. */
class HistoryPage {
  #main = must('[data-history]')
  #list = must('[data-list]')
  #more = must<HTMLButtonElement>('[data-more]')
  #clear = must<HTMLButtonElement>('[data-clear]')
  #tab: Tab = location.hash === '#bookmarks' ? 'bookmarks' : 'history'
  #cursor: string | null = null

  constructor(private profileId: string) {
    for (const tab of this.#tabs()) {
      tab.addEventListener('click', () => this.#choose(tab.dataset['tab'] as Tab))
      tab.addEventListener('keydown', (event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
        this.#choose(this.#tab === 'history' ? 'bookmarks' : 'history')
        this.#tabs()
          .find((other) => other.dataset['tab'] === this.#tab)
          ?.focus()
      })
    }
    this.#more.addEventListener('click', () => this.#load())
    const dialog = must<HTMLDialogElement>('[data-confirm]')
    this.#clear.addEventListener('click', () => dialog.showModal())
    dialog.addEventListener('close', () => dialog.returnValue === 'clear' && this.#forgetAll())
    this.#choose(this.#tab)
  }

  #tabs(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>('[data-tab]')]
  }

  #choose(chosen: Tab) {
    this.#tab = chosen
    this.#cursor = null
    for (const tab of this.#tabs()) {
      const isChosen = tab.dataset['tab'] === chosen
      tab.setAttribute('aria-selected', String(isChosen))
      tab.tabIndex = isChosen ? 0 : -1
      if (isChosen) this.#list.setAttribute('aria-labelledby', tab.id)
    }
    history.replaceState(null, '', chosen === 'bookmarks' ? '#bookmarks' : location.pathname)
    this.#list.replaceChildren()
    this.#load()
  }

  #load() {
    const tab = this.#tab
    const cursor = this.#cursor ? `&cursor=${encodeURIComponent(this.#cursor)}` : ''
    this.#more.hidden = true
    api<Page<Watched & Bookmark>>(`${this.#path(tab)}?limit=30${cursor}`)
      .then((page) => tab === this.#tab && this.#paint(page))
      .catch((error: unknown) => this.#failed(error))
  }

  #path(tab: Tab): string {
    return `/v1/profiles/${this.profileId}/${tab}`
  }

  #paint({ items, nextCursor }: Page<Watched & Bookmark>) {
    this.#main.removeAttribute('aria-busy')
    this.#cursor = nextCursor
    this.#more.hidden = nextCursor === null
    const rows = items.map((item) =>
      this.#tab === 'history' ? this.#watchedRow(item) : this.#bookmarkRow(item)
    )
    this.#list.append(...rows)
    this.#considerEmpty()
  }

  #considerEmpty() {
    const isEmpty = !this.#list.querySelector('article')
    this.#clear.hidden = isEmpty || this.#tab !== 'history'
    if (!isEmpty) return
    if (this.#cursor) return this.#load()
    const browse = h('a', { class: 'button button-strong', href: '/' }, 'Find something to watch')
    this.#list.replaceChildren(
      this.#tab === 'history'
        ? notice('Nothing watched yet', 'What this profile watches appears here.', browse)
        : notice('No bookmarks yet', 'Press B while something plays to mark a moment.', browse)
    )
  }

  #watchedRow(item: Watched): HTMLElement {
    const bar = h('span')
    const share = item.finished ? 1 : item.positionSeconds / Math.max(1, item.durationSeconds)
    bar.style.width = `${Math.round(share * 100)}%`
    const state = item.finished ? 'Watched' : timeLeft(item.positionSeconds, item.durationSeconds)
    const row = this.#row(
      item,
      item.titleId,
      `/watch/${item.id}?autoplay=1`,
      [`${state} · ${ago(item.watchedAt)}`],
      h('div', { class: 'progress' }, bar)
    )
    const remove = (path: string, gone: (other: HTMLElement) => boolean) => () =>
      this.#remove(path, gone)
    const marks = item.finished ? null : this.#markButton(item, row)
    row.append(
      h(
        'div',
        { class: 'history-actions' },
        marks,
        item.showName
          ? h(
              'button',
              {
                type: 'button',
                class: 'button button-quiet',
                onclick: remove(
                  `${this.#path('history')}/titles/${item.titleId}`,
                  (other) => other.dataset['title'] === item.titleId
                ),
              },
              'Remove the show'
            )
          : null,
        h(
          'button',
          {
            'type': 'button',
            'class': 'round',
            'aria-label': `Remove ${item.name ?? 'this'} from the history`,
            'onclick': remove(`${this.#path('history')}/${item.id}`, (other) => other === row),
          },
          icon('close')
        )
      )
    )
    return row
  }

  #markButton(item: Watched, row: HTMLElement): HTMLElement | null {
    if (!item.name) return null
    const mark = () =>
      api(`${this.#path('history')}/${item.id}/watched`, { method: 'PUT', body: { watched: true } })
        .then(() => row.replaceWith(this.#watchedRow({ ...item, finished: true })))
        .catch((error: unknown) => this.#failed(error))
    return h(
      'button',
      { type: 'button', class: 'button button-quiet', onclick: () => void mark() },
      'Mark as watched'
    )
  }

  #bookmarkRow(item: Bookmark): HTMLElement {
    const time = clockTime(item.positionSeconds)
    const of = item.of
    const id = item.episodeId ?? item.titleId
    const row = this.#row(
      of,
      item.titleId,
      `/watch/${id}?autoplay=1&at=${item.positionSeconds}`,
      [[item.name, time].filter(Boolean).join(' · '), ago(item.createdAt)],
      h('span', { class: 'history-at' }, time)
    )
    row.append(
      h(
        'div',
        { class: 'history-actions' },
        h(
          'button',
          {
            'type': 'button',
            'class': 'round',
            'aria-label': `Delete the bookmark at ${time}`,
            'onclick': () =>
              this.#remove(`${this.#path('bookmarks')}/${item.id}`, (other) => other === row),
          },
          icon('close')
        )
      )
    )
    return row
  }

  #row(of: Named, titleId: string, href: string, words: string[], mark: HTMLElement): HTMLElement {
    const label = [of.showName && episodeLabel(of.seasonNumber, of.episodeNumber), of.name]
    const name = of.showName ?? of.name ?? 'No longer on FlixFlow'
    const under = of.showName ? label.filter(Boolean).join(' · ') : null
    const picture = h(
      'span',
      { class: 'history-picture' },
      of.picture
        ? h('img', {
            src: of.picture,
            srcset: of.pictureSrcset,
            sizes: '12rem',
            alt: '',
            loading: 'lazy',
          })
        : null,
      mark
    )
    const about = h(
      'span',
      { class: 'history-words' },
      h('strong', {}, name),
      under ? h('span', {}, under) : null,
      ...words.map((word) => h('small', {}, word))
    )
    const link = of.name
      ? h('a', { class: 'history-link', href }, picture, about)
      : h('div', { class: 'history-link' }, picture, about)
    return h('article', { 'data-title': titleId }, link)
  }

  #remove(path: string, isGone: (row: HTMLElement) => boolean) {
    api(path, { method: 'DELETE' })
      .then(() => {
        for (const row of this.#list.querySelectorAll<HTMLElement>('article')) {
          if (isGone(row)) row.remove()
        }
        this.#considerEmpty()
      })
      .catch((error: unknown) => this.#failed(error))
  }

  #forgetAll() {
    api(this.#path('history'), { method: 'DELETE' })
      .then(() => this.#choose('history'))
      .catch((error: unknown) => this.#failed(error))
  }

  #failed(error: unknown) {
    if (isLoggedOut(error)) return goToLogIn()
    this.#main.removeAttribute('aria-busy')
    this.#list.replaceChildren(failureNotice(error, () => location.reload()))
  }
}

async function start(): Promise<void> {
  const profile = chosenProfile((await viewer()).profiles)
  if (!profile) return location.replace('/profiles?next=/history')
  new HistoryPage(profile.id)
}

startSiteHeader().catch(() => undefined)
start().catch((error: unknown) => {
  if (isLoggedOut(error)) return goToLogIn()
  must('[data-list]').replaceChildren(failureNotice(error, () => location.reload()))
})
