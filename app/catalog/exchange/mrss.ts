import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import { CREDIT_ROLES } from '../actions/describe_title.js'
import { RATING_SYSTEMS } from '../rating_systems.js'
import { UnreadableFile, type ReadItem } from './items.js'

/** A title as a feed tells of it: what viewers can find, with addresses of its page and pictures. */
export interface FeedTitle {
  key: string
  kind: 'film' | 'show'
  language: string
  name: string
  synopsis: string | null
  url: string
  publishedAt: Date
  releaseYear: number | null
  durationSeconds: number | null
  genres: string[]
  tags: string[]
  credits: { role: string; name: string; character: string | null }[]
  ratings: { system: string; label: string }[]
  availability: { country: string; startsAt: string; endsAt: string | null }[]
  /** Widest first. */
  pictures: { url: string; width: number; height: number }[]
}

const NAMESPACES = {
  '@version': '2.0',
  '@xmlns:media': 'http://search.yahoo.com/mrss/',
  '@xmlns:dcterms': 'http://purl.org/dc/terms/',
  '@xmlns:flixflow': 'urn:flixflow:catalogue',
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
})

/** XML 1.0 has no place for these, not even escaped (section 2.2): all controls but tab and line ends. */
const NO_XML = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

const clean = (text: string) => text.replace(NO_XML, '')

/** A feed as Media RSS 1.5.1 in RSS 2.0 (rssboard.org/media-rss), with times as RFC 822 says. */
export async function* writeMrss(
  titles: AsyncIterable<FeedTitle>,
  channel: { title: string; link: string; description: string }
): AsyncGenerator<string> {
  const [head = '', tail = ''] = builder
    .build({ rss: { ...NAMESPACES, channel: { ...channel, items: '' } } })
    .split(/^\s*<items.*\n/m)
  yield `<?xml version="1.0" encoding="UTF-8"?>\n${head}`
  for await (const title of titles) yield builder.build({ item: itemOf(title) })
  yield tail
}

function itemOf(title: FeedTitle): object {
  const { releaseYear, durationSeconds, synopsis } = title
  return {
    'guid': { '@isPermaLink': 'false', '#text': clean(title.key) },
    'title': clean(title.name),
    'link': title.url,
    ...(synopsis ? { description: clean(synopsis) } : {}),
    'pubDate': title.publishedAt.toUTCString(),
    'flixflow:kind': title.kind,
    'flixflow:language': title.language,
    ...(releaseYear ? { 'flixflow:releaseYear': releaseYear } : {}),
    'media:content': {
      '@medium': 'video',
      '@isDefault': 'true',
      ...(durationSeconds ? { '@duration': Math.round(durationSeconds) } : {}),
      'media:player': { '@url': title.url },
    },
    'media:title': { '@type': 'plain', '#text': clean(title.name) },
    'media:category': title.genres.map(clean),
    ...(title.tags.length > 0 ? { 'media:keywords': clean(title.tags.join(', ')) } : {}),
    'media:credit': title.credits.map(({ role, name, character }) => ({
      ...{ '@scheme': 'urn:ebu', '@role': role, '#text': clean(name) },
      ...(character ? { '@flixflow:character': clean(character) } : {}),
    })),
    'media:rating': title.ratings.map(({ system, label }) => ({
      ...{ '@scheme': `urn:${system}`, '#text': label },
    })),
    'media:thumbnail': title.pictures.map(({ url, width, height }) => ({
      ...{ '@url': url, '@width': width, '@height': height },
    })),
    'dcterms:valid': title.availability.map(
      ({ country, startsAt, endsAt }) =>
        `start=${startsAt};${endsAt ? `end=${endsAt};` : ''}scheme=W3C-DTF` +
        (country === '*' ? '' : `;country=${country}`)
    ),
  }
}

const SYSTEMS = new Map(
  RATING_SYSTEMS.flatMap(({ id, countries }) => [
    [`urn:${id}`, { system: id, countries }],
    // As the specification of Media RSS writes it.
    ...(id === 'mpa' ? ([['urn:mpaa', { system: id, countries }]] as const) : []),
  ])
)

type Element = Record<string, unknown>

const ALWAYS_LISTS = new Set([
  ...['item', 'media:category', 'category', 'media:credit', 'media:rating', 'dcterms:valid'],
])

/**
 * The items of a feed, each as a film or show. A document type is refused, so no entity is ever
 * expanded (XXE, "billion laughs").
 * @throws UnreadableFile when it is no feed
 */
export function* readMrss(text: string): Generator<ReadItem> {
  const declared = /<!(DOCTYPE|ENTITY)/i.exec(text)
  if (declared) {
    const line = text.slice(0, declared.index).split('\n').length
    throw new UnreadableFile('A feed with a document type is not read.', line)
  }
  const channel = channelOf(text)
  const lines = linesOfItems(text)
  for (const [index, item] of ((channel.item ?? []) as Element[]).entries()) {
    yield { line: lines[index] ?? 1, value: readItem(item, channel), columnOf: elementOf }
  }
}

function channelOf(text: string): Element {
  let document: { rss?: { channel?: Element } }
  try {
    document = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      parseTagValue: false,
      parseAttributeValue: false,
      isArray: (name) => ALWAYS_LISTS.has(name),
    }).parse(text, true) as typeof document
  } catch (error) {
    const line = Number(/:(\d+):\d+/.exec(String((error as Error).message))?.[1] ?? 1)
    throw new UnreadableFile(`This is no XML: ${(error as Error).message}`, line)
  }
  const channel = document.rss?.channel
  if (!channel || typeof channel !== 'object') {
    throw new UnreadableFile('This is no RSS feed: it has no channel.')
  }
  return channel
}

/** The lines on which items begin; what stands in comments and character data is none. */
function linesOfItems(text: string): number[] {
  const blank = (hidden: string) => hidden.replace(/[^\n]/g, ' ')
  const visible = text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, blank)
  const lines: number[] = []
  let line = 1
  for (const [match] of visible.matchAll(/\n|<item[\s>/]/g)) {
    if (match === '\n') line += 1
    else lines.push(line)
    if (match.endsWith('\n') && match !== '\n') line += 1
  }
  return lines
}

function readItem(item: Element, channel: Element): Record<string, unknown> {
  const media = flattened(item)
  const kind = textOf(media['flixflow:kind']) ?? 'film'
  const language = textOf(media['flixflow:language']) ?? textOf(channel.language)
  const year = textOf(media['flixflow:releaseYear'])
  const genres = [...listOf(media['media:category']), ...listOf(media.category)]
  const keywords = textOf(media['media:keywords'])
  return {
    kind,
    externalId: textOf(media.guid) ?? textOf(media.link) ?? '',
    name: textOf(media['media:title']) ?? textOf(media.title) ?? '',
    ...present('synopsis', textOf(media['media:description']) ?? textOf(media.description)),
    ...present(
      'language',
      language?.toLowerCase().replace(/-[a-z]{2}$/, (r) => r.toUpperCase())
    ),
    ...present('releaseYear', year === undefined ? undefined : Number(year)),
    ...(genres.length > 0 ? { genres: [...new Set(genres)].slice(0, 10) } : {}),
    ...present(
      'tags',
      keywords
        ?.split(',')
        .map((tag) => tag.trim())
        .filter(Boolean)
    ),
    ...creditsOf(media),
    ...ratingsOf(media),
    ...availabilityOf(media),
  }
}

/** `media:group` and `media:content` may hold what otherwise stands in the item itself. */
function flattened(item: Element): Element {
  const group = item['media:group']
  const content = item['media:content']
  const inner = [group, content].flat().filter((one) => typeof one === 'object' && one !== null)
  return Object.assign({}, ...inner.toReversed(), item) as Element
}

function creditsOf(media: Element): object {
  const credits = listOfElements(media['media:credit']).flatMap((credit) => {
    const role = String(credit['@role'] ?? '').toLowerCase()
    const name = textOf(credit)
    const known = CREDIT_ROLES.find((one) => one === role)
    const character = credit['@flixflow:character'] ?? null
    return known && name ? [{ role: known, name, character }] : []
  })
  return credits.length > 0 ? { credits } : {}
}

function ratingsOf(media: Element): object {
  const ratings = listOfElements(media['media:rating']).flatMap((rating) => {
    const found = SYSTEMS.get(String(rating['@scheme'] ?? '').toLowerCase())
    const label = textOf(rating)?.toUpperCase()
    return found && label ? [{ country: found.countries[0], system: found.system, label }] : []
  })
  return ratings.length > 0 ? { ratings } : {}
}

function availabilityOf(media: Element): object {
  const windows = listOf(media['dcterms:valid']).map((valid) => {
    const fields = Object.fromEntries(
      valid.split(';').map((part) => part.split('=', 2).map((side) => side.trim()))
    ) as Record<string, string>
    return {
      country: fields.country ?? '*',
      startsAt: fields.start ?? '',
      endsAt: fields.end || null,
    }
  })
  return windows.length > 0 ? { availability: windows } : {}
}

function elementOf(field: string): string {
  const [first = ''] = field.split('.')
  const names: Record<string, string> = {
    externalId: 'guid',
    name: 'title',
    synopsis: 'description',
    genres: 'media:category',
    tags: 'media:keywords',
    credits: 'media:credit',
    ratings: 'media:rating',
    availability: 'dcterms:valid',
  }
  return names[first] ?? first
}

function present(field: string, value: unknown): object {
  return value === undefined || (typeof value === 'number' && Number.isNaN(value))
    ? {}
    : { [field]: value }
}

/** The text of an element, with or without attributes; undefined where there is none. */
function textOf(value: unknown): string | undefined {
  const one: unknown = Array.isArray(value) ? value[0] : value
  const text = typeof one === 'object' && one !== null ? (one as Element)['#text'] : one
  if (typeof text !== 'string') return undefined
  return text.trim() === '' ? undefined : text.trim()
}

function listOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return values.flatMap((one) => textOf(one) ?? [])
}

function listOfElements(value: unknown): Element[] {
  const values: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return values.filter((one): one is Element => typeof one === 'object' && one !== null)
}
