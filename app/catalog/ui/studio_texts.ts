import { h } from '../../core/ui/dom.js'
import { attempt, studioApi } from './studio_api.js'
import { button, checkbox, commas, field, lines } from './studio_fields.js'
import type { Texts, Title } from './studio_types.js'

type Show = (title: Title) => void

/** Name, tagline and synopsis, a tab for each language. */
export function textsForm(title: Title, show: Show, open = title.language): HTMLElement {
  const own: Texts = {
    language: title.language,
    name: title.name,
    tagline: title.tagline,
    synopsis: title.synopsis,
  }
  const all = [own, ...title.translations]
  const texts = all.find(({ language }) => language === open)
  const form = h('div', {})
  const tab = (language: string) =>
    h(
      'button',
      {
        'type': 'button',
        'role': 'tab',
        'aria-selected': String(language === open),
        'onclick': () => form.parentElement?.replaceWith(textsForm(title, show, language)),
      },
      language === title.language ? `${language} (own)` : language
    )
  const add = () => {
    const language = prompt('Language, as de or pt-BR')?.trim()
    if (language) form.parentElement?.replaceWith(textsForm(title, show, language))
  }
  const known = all.map(({ language }) => language)
  const tabs = known.includes(open) ? known : [...known, open]
  form.append(textsOf(title, texts ?? { language: open, name: '' }, show))
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'studio-tabs', role: 'tablist' },
      ...tabs.map(tab),
      button('+', add, 'quiet')
    ),
    form
  )
}

function textsOf(title: Title, texts: Texts, show: Show): HTMLElement {
  const name = field('Name', texts.name)
  const tagline = field('Tagline', texts.tagline ?? null)
  const synopsis = field('Synopsis', texts.synopsis ?? null, { rows: 4 })
  const isOwn = texts.language === title.language
  const path = `/v1/titles/${title.id}`
  const translation = `${path}/translations/${encodeURIComponent(texts.language)}`
  const { version } = title
  const save = async () => {
    const body = { name: name.value() ?? '', tagline: tagline.value(), synopsis: synopsis.value() }
    const after = await attempt(
      () =>
        isOwn
          ? studioApi<Title>(path, { method: 'PATCH', body, version })
          : studioApi<Title>(translation, { method: 'PUT', body, version }),
      'Saved.'
    )
    if (after) show(after)
  }
  const remove = async () => {
    const after = await attempt(() => studioApi<Title>(translation, { method: 'DELETE', version }))
    if (after) show(after)
  }
  return h(
    'div',
    { class: 'studio-form' },
    name.element,
    tagline.element,
    synopsis.element,
    h(
      'div',
      { class: 'studio-buttons' },
      button('Save texts', () => void save(), 'strong'),
      isOwn ? null : button('Take away', () => void remove(), 'quiet')
    )
  )
}

/** What is the same in all languages. Credits, ratings and windows are written a line each. */
export function detailsForm(title: Title, show: Show): HTMLElement {
  const year = field('Year', title.releaseYear, { type: 'number' })
  const maturity = field('Age from', title.maturity, { type: 'number' })
  const genres = field('Genres', title.genres.join(', '), { hint: 'The main one first' })
  const tags = field('Tags', title.tags.join(', '))
  const externalId = field('External id', title.externalId)
  const attribution = field('Attribution', title.attribution)
  const credits = field('Credits', title.credits.map(creditLine).join('\n'), {
    ...{
      rows: 4,
      placeholder: 'director: Ada Lovelace',
      hint: 'role: name, or actor: name as character',
    },
  })
  const ratings = field(
    'Ratings',
    title.ratings.map((r) => `${r.country} ${r.system} ${r.label}`).join('\n'),
    {
      ...{ rows: 3, placeholder: 'DE fsk 12', hint: 'country system label' },
    }
  )
  const windows = field('Available', title.availability.map(windowLine).join('\n'), {
    ...{ rows: 3, placeholder: 'DE 2026-01-01T00:00:00Z 2027-01-01T00:00:00Z' },
    hint: 'country (or *), from, until; nothing for everywhere and always',
  })
  const markers = field('Skip markers', title.skipMarkers.map(markerLine).join('\n'), {
    ...{ rows: 2, placeholder: 'intro 12.5 48', hint: 'intro, recap or credits; seconds' },
  })
  const announced = checkbox('Announce that it is coming', title.announced)
  const save = async () => {
    const body = {
      releaseYear: year.value() === null ? null : Number(year.value()),
      maturity: maturity.value() === null ? null : Number(maturity.value()),
      genres: commas(genres.value()),
      tags: commas(tags.value()),
      externalId: externalId.value(),
      attribution: attribution.value(),
      announced: announced.value(),
      credits: lines(credits.value()).map((line) => readCredit(line, title)),
      ratings: lines(ratings.value()).map(readRating),
      availability: lines(windows.value()).map(readWindow),
      skipMarkers: lines(markers.value()).map(readMarker),
    }
    const { version } = title
    const after = await attempt(
      () => studioApi<Title>(`/v1/titles/${title.id}`, { method: 'PATCH', body, version }),
      'Saved.'
    )
    if (after) show(after)
  }
  return h(
    'div',
    { class: 'studio-form' },
    h('div', { class: 'studio-grid' }, year.element, maturity.element, externalId.element),
    h('div', { class: 'studio-grid' }, genres.element, tags.element, attribution.element),
    h('div', { class: 'studio-grid' }, credits.element, ratings.element),
    h('div', { class: 'studio-grid' }, windows.element, markers.element),
    announced.element,
    button('Save details', () => void save(), 'strong')
  )
}

type Credit = Title['credits'][number]

const creditLine = ({ role, name, character }: Credit) =>
  `${role}: ${name}${character ? ` as ${character}` : ''}`

function readCredit(line: string, { credits }: Title) {
  const same = credits.find((credit) => creditLine(credit) === line)
  if (same) return same
  const [, role = 'actor', rest = line] = /^(\w+)\s*:\s*(.+)$/.exec(line) ?? []
  const [name = '', character] = rest.split(/ as (.+)/)
  return { role: role.toLowerCase(), name, character: character ?? null }
}

function readRating(line: string) {
  const [country = '', system = '', ...label] = line.split(/\s+/)
  return { country, system, label: label.join(' ') }
}

const windowLine = ({ country, startsAt, endsAt }: Title['availability'][number]) =>
  [country, startsAt, endsAt].filter(Boolean).join(' ')

function readWindow(line: string) {
  const [country = '', startsAt = '', endsAt] = line.split(/\s+/)
  return { country, startsAt, endsAt: endsAt ?? null }
}

const markerLine = ({ kind, startSeconds, endSeconds }: Title['skipMarkers'][number]) =>
  `${kind} ${startSeconds} ${endSeconds}`

function readMarker(line: string) {
  const [kind = '', start, end] = line.split(/\s+/)
  return { kind, startSeconds: Number(start), endSeconds: Number(end) }
}
