import { api, chosenProfile, viewer } from '../../core/ui/api.js'
import type { HomePage, Rail, TitleCard } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { notice } from '../../core/ui/notice.js'
import { listenToRailKeys, railSection } from './rail.js'
import { startPage } from './start_page.js'
import { backdropOf, metaLine, picture, watchLink } from './title_words.js'

/** The home page: one featured title, then the rails. */
async function show(): Promise<void> {
  const main = must('[data-home]')
  const { profiles } = await viewer()
  const profile = chosenProfile(profiles)
  if (!profile) return location.replace('/profiles?next=/')
  const home = await api<HomePage>(`/v1/profiles/${profile.id}/home`, { priority: 'high' })
  const rails = home.rails.filter((rail) => rail.items.length > 0)
  main.removeAttribute('aria-busy')
  if (!home.hero && rails.length === 0) return showNothing(main)
  const featured = withProgress(home.hero ?? rails[0]!.items[0]!, rails)
  must('[data-hero]').replaceChildren(...hero(featured))
  must('[data-rails]').replaceChildren(...rails.map(railSection))
  listenToRailKeys(main)
}

/** The title with where the profile stands in it, when a rail knows. */
function withProgress(title: TitleCard, rails: Rail[]): TitleCard {
  const known = rails
    .flatMap((rail) => rail.items)
    .find((item) => item.id === title.id && item.progress)
  return { ...title, progress: known?.progress ?? null }
}

function hero(title: TitleCard): Node[] {
  const watch = watchLink(title)
  const actions = h('div', { class: 'hero-actions' })
  if (watch) {
    const words = title.progress ? 'Resume' : 'Play'
    actions.append(h('a', { class: 'button button-strong', href: watch }, icon('play'), words))
  }
  const look = watch ? 'button' : 'button button-strong'
  actions.append(h('a', { class: look, href: `/title/${title.id}` }, icon('info'), 'More about it'))
  return [
    picture(backdropOf(title), 'hero-picture', '100vw', true),
    h(
      'div',
      { class: 'hero-words' },
      h('h1', {}, title.name),
      metaLine(title),
      title.tagline ? h('p', { class: 'hero-tagline' }, title.tagline) : null,
      actions
    ),
  ]
}

function showNothing(main: HTMLElement) {
  main.replaceChildren(
    h(
      'div',
      { class: 'alone' },
      notice(
        'Nothing to watch yet',
        'Films and shows appear here as soon as they are ready to play. If they are being prepared right now, this takes a few minutes.',
        h('a', { class: 'button button-strong', href: '/' }, 'Look again')
      )
    )
  )
}

startPage(must('[data-home]'), show)
