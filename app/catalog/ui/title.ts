import { api, chosenProfile, viewer } from '../../core/ui/api.js'
import type { Extra, TitlePage, TitleStanding } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { dayOf, episodeLabel, runningTime, timeLeft } from '../../core/ui/words.js'
import { episodeList } from './episodes.js'
import { myListButton, opinionButtons, reminderButton } from './own_lists.js'
import { listenToRailKeys, railSection } from './rail.js'
import { startPage } from './start_page.js'
import { titleFacts } from './title_facts.js'
import { backdropOf, metaLine, picture } from './title_words.js'

/** The page of one film or show. */
async function show(): Promise<void> {
  const main = must('[data-title-page]')
  const profile = chosenProfile((await viewer()).profiles)
  if (!profile) return location.replace(`/profiles?next=${location.pathname}`)
  document.body.toggleAttribute('data-kids', profile.kids)
  const title = await api<TitlePage>(
    `/v1/titles/${main.dataset['id']}?profileId=${encodeURIComponent(profile.id)}`,
    { priority: 'high' }
  )
  main.removeAttribute('aria-busy')
  document.title = `${title.name} · FlixFlow`
  must('[data-title-hero]').replaceChildren(...hero(title, profile.id))
  must('[data-title-body]').replaceChildren(...body(title))
  if (title.similar.length > 0) {
    const rail = { id: 'similar', name: 'More like this', kind: 'similar', items: title.similar }
    main.append(railSection(rail, { profileId: profile.id, listed: new Set() }))
    listenToRailKeys(main)
  }
}

function hero(title: TitlePage, profileId: string): Node[] {
  const { standing } = title
  return [
    picture(backdropOf(title), 'hero-picture', '100vw', true),
    h(
      'div',
      { class: 'title-words' },
      h('h1', {}, title.name),
      metaLine({ ...title, maturity: title.rating?.label ?? title.maturity }, title.seasons.length),
      title.tagline ? h('p', { class: 'title-tagline' }, title.tagline) : null,
      progressLine(standing),
      whyNot(standing),
      actions(title, profileId)
    ),
  ]
}

function progressLine({ next }: TitleStanding): HTMLElement | null {
  if (!next || next.positionSeconds === 0 || !next.durationSeconds) return null
  const bar = h('span')
  bar.style.width = `${Math.round((next.positionSeconds / next.durationSeconds) * 100)}%`
  return h(
    'div',
    { class: 'title-progress' },
    h('div', { class: 'progress' }, bar),
    h('small', {}, timeLeft(next.positionSeconds, next.durationSeconds))
  )
}

/** Why it does not play, in words. */
function whyNot({ reason, playableFrom, coming }: TitleStanding): HTMLElement | null {
  if (reason === null) return null
  const words = {
    'age': 'This is above the age that this profile is set to.',
    'not-here': 'This cannot be watched in your country.',
    'not-yet': playableFrom
      ? `Can be watched from ${dayOf(playableFrom)}.`
      : coming
        ? 'Coming soon.'
        : 'Being prepared: it can be watched soon.',
  }[reason]
  return h('p', { class: 'title-why', role: 'status' }, words)
}

function actions(title: TitlePage, profileId: string): HTMLElement {
  const { standing } = title
  const row = h('div', { class: 'hero-actions' })
  row.append(...playActions(title))
  if (standing.reason === 'not-yet' && (standing.coming || standing.playableFrom)) {
    row.append(reminderButton(profileId, title.id, standing.reminder))
  }
  const trailer = title.extras.find(({ kind }) => kind === 'trailer' || kind === 'teaser')
  if (trailer) {
    const link = { class: 'button', href: `/watch/${trailer.id}?autoplay=1` }
    row.append(h('a', link, icon('play'), 'Trailer'))
  }
  row.append(myListButton(profileId, title, standing.inMyList, 'page'))
  if (!standing.coming) {
    row.append(opinionButtons(profileId, title.id, standing.opinion))
  }
  return row
}

function playActions({ id, standing: { next } }: TitlePage): HTMLElement[] {
  if (!next) return []
  const part = next.episodeId ?? id
  const begun = next.positionSeconds > 0
  const words = [begun ? 'Resume' : 'Play', episodeLabel(next.seasonNumber, next.episodeNumber)]
  const play = h(
    'a',
    { class: 'button button-strong', href: `/watch/${part}?autoplay=1` },
    icon('play'),
    words.filter(Boolean).join(' ')
  )
  if (!begun) return [play]
  const again = `/watch/${part}?autoplay=1&startOver=1`
  return [play, h('a', { class: 'button', href: again }, icon('restart'), 'Start over')]
}

function body(title: TitlePage): HTMLElement[] {
  const sections: HTMLElement[] = []
  if (title.seasons.length > 0) sections.push(episodeList(title.seasons, title.standing))
  sections.push(
    h(
      'section',
      { 'class': 'about', 'aria-label': 'About' },
      title.synopsis ? h('p', { class: 'synopsis' }, title.synopsis) : null,
      titleFacts(title)
    )
  )
  if (title.extras.length > 0) sections.push(extras(title.extras))
  return sections
}

function extras(items: Extra[]): HTMLElement {
  return h(
    'section',
    { 'aria-labelledby': 'extras' },
    h('h2', { id: 'extras' }, 'Trailers and extras'),
    h('ul', { class: 'extras' }, ...items.map((extra) => h('li', {}, extraCard(extra))))
  )
}

function extraCard(extra: Extra): HTMLElement {
  const frame = picture(backdropOf(extra), 'picture-wide', '(width < 700px) 46vw, 20rem')
  frame.append(h('span', { class: 'resume-play' }, icon('play')))
  const kind = extra.kind.replaceAll('-', ' ')
  const facts = [kind, extra.durationSeconds && runningTime(extra.durationSeconds)]
  return h(
    'a',
    { class: 'resume-card', href: `/watch/${extra.id}?autoplay=1` },
    frame,
    h('strong', {}, extra.name),
    h('small', { class: 'extra-kind' }, facts.filter(Boolean).join(' · '))
  )
}

startPage(must('[data-title-page]'), show)
