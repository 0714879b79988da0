import { api, chosenProfile, viewer } from '../../core/ui/api.js'
import type {
  HeroTitle,
  HomePage,
  Profile,
  Rail,
  ShownCard,
  WatchProgress,
} from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { notice } from '../../core/ui/notice.js'
import { askForFavourites } from './favourites.js'
import { previewTrailer } from './hero_preview.js'
import { Impressions } from './impressions.js'
import { myListButton } from './own_lists.js'
import { listenToRailKeys, railSection, type CardOwner } from './rail.js'
import { startPage } from './start_page.js'
import { backdropOf, metaLine, picture, posterOf, watchLink } from './title_words.js'

/** The home page: one featured title, what is new for the profile, then the rails. */
async function show(): Promise<void> {
  const main = must('[data-home]')
  const { profiles } = await viewer()
  const profile = chosenProfile(profiles)
  if (!profile) return location.replace('/profiles?next=/')
  document.body.toggleAttribute('data-kids', profile.kids)
  const home = await api<HomePage>(`/v1/profiles/${profile.id}/home`, { priority: 'high' })
  main.removeAttribute('aria-busy')
  if (!home.hero && home.rails.length === 0) return showNothing(main)
  const listed = new Set(
    home.rails.find((rail) => rail.kind === 'my-list')?.items.map(({ id }) => id)
  )
  const owner = { profileId: profile.id, listed }
  showHero(must('[data-hero]'), home, profile, owner)
  must('[data-rails]').replaceChildren(
    ...home.notices.map(({ title }) => outNow(title, profile.id)),
    ...home.rails.map((rail) => railSection(rail, owner))
  )
  listenToRailKeys(main)
  void askForFavourites(must('[data-rails]'), profile, home).catch(() => undefined)
  new Impressions(profile.id).watch(must('[data-rails]'), home.rails)
}

function showHero(place: HTMLElement, home: HomePage, profile: Profile, owner: CardOwner): void {
  if (!home.hero) return place.remove()
  place.replaceChildren(...hero(home.hero, home.rails, owner))
  previewTrailer(place, home.hero, profile)
}

/** Where the profile stands in a title, when a rail knows. */
function progressIn(titleId: string, rails: Rail[]): WatchProgress | null {
  const items = rails.flatMap((rail) => rail.items)
  return items.find((item) => item.id === titleId && item.progress)?.progress ?? null
}

/** Tells that a title is out for which the profile waited. */
function outNow(title: ShownCard, profileId: string): HTMLElement {
  const strip = h(
    'section',
    { 'class': 'out-now', 'aria-label': 'Out now' },
    picture(posterOf(title), 'out-now-picture', '4rem'),
    h('p', {}, h('strong', {}, title.name), ' is here. You asked to be told.')
  )
  const dismiss = () => {
    strip.remove()
    void api(`/v1/profiles/${profileId}/reminders/${title.id}`, { method: 'DELETE' })
  }
  strip.append(
    h(
      'a',
      { class: 'button button-strong', href: `/title/${title.id}`, onclick: dismiss },
      'See it'
    ),
    h(
      'button',
      { 'type': 'button', 'class': 'out-now-close', 'aria-label': 'Dismiss', 'onclick': dismiss },
      icon('close')
    )
  )
  return strip
}

function hero(title: HeroTitle, rails: Rail[], owner: CardOwner): Node[] {
  const progress = progressIn(title.id, rails)
  const watch = watchLink({ ...title, progress })
  const actions = h('div', { class: 'hero-actions' })
  if (watch) {
    const words = progress ? 'Resume' : 'Play'
    actions.append(h('a', { class: 'button button-strong', href: watch }, icon('play'), words))
  }
  if (title.trailerId) {
    const trailer = `/watch/${title.trailerId}?autoplay=1`
    actions.append(h('a', { class: 'button', href: trailer }, icon('play'), 'Trailer'))
  }
  const look = watch ? 'button' : 'button button-strong'
  actions.append(
    h('a', { class: look, href: `/title/${title.id}` }, icon('info'), 'More about it'),
    myListButton(owner.profileId, title, owner.listed.has(title.id), 'page')
  )
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
