import { parse, CsvError } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { UnreadableFile, type Item, type ReadItem } from './items.js'

type Value = Record<string, unknown>

interface Column {
  name: string
  field: string
  write: (value: unknown) => string
  read: (cell: string) => unknown
}

const text = (field: string, name = field): Column => ({
  ...{ name, field },
  write: (value) => String(value),
  read: (cell) => (cell === '' ? null : cell),
})

const whole = (field: string, name = field): Column => ({
  ...{ name, field, write: String },
  read: (cell) => (cell === '' ? null : /^-?\d+$/.test(cell.trim()) ? Number(cell) : cell),
})

/** Several values in one cell: `a|b`. A backslash stands before a separator that is meant as such. */
const list = (
  name: string,
  field: string,
  write: (value: never) => string,
  read: (part: string) => unknown
): Column => ({
  ...{ name, field },
  write: (value) => (value as never[]).map(write).join('|'),
  read: (cell) => (cell === '' ? [] : split(cell, '|').map(read)),
})

/** A part in a title: `actor:Ada Lovelace:Herself`. */
const credit = ({ role, name, character }: Value) =>
  [role, name, ...(character ? [character] : [])]
    .map((part) => escaped(String(part), ':').replaceAll('|', '\\|'))
    .join(':')

const COLUMNS: Column[] = [
  { ...text('kind'), read: (cell) => cell.trim() },
  text('externalId', 'external_id'),
  text('parent'),
  text('show'),
  whole('season'),
  whole('number'),
  text('name'),
  text('language'),
  text('tagline'),
  text('synopsis'),
  text('description'),
  whole('releaseYear', 'release_year'),
  whole('maturity'),
  list('genres', 'genres', (name: string) => escaped(name, '|'), unescaped),
  list('tags', 'tags', (name: string) => escaped(name, '|'), unescaped),
  list('credits', 'credits', credit, (part) => {
    const [role, name, character] = split(part, ':').map(unescaped)
    return { role, name, character: character || null }
  }),
  {
    ...text('announced'),
    read: (cell) => (isBoolean(cell) ? cell === 'true' : cell === '' ? undefined : cell),
  },
  text('publishAt', 'publish_at'),
  text('unpublishAt', 'unpublish_at'),
  text('attribution'),
  list(
    'ratings',
    'ratings',
    ({ country, system, label }: Value) => `${String(country)}/${String(system)}/${String(label)}`,
    (part) => {
      const [country, system, label] = part.split('/')
      return { country, system, label }
    }
  ),
  list(
    'availability',
    'availability',
    ({ country, startsAt, endsAt }: Value) =>
      `${String(country)}/${String(startsAt)}/${String(endsAt ?? '')}`,
    (part) => {
      const [country, startsAt, endsAt] = part.split('/')
      return { country, startsAt, endsAt: endsAt || null }
    }
  ),
  list(
    'skip_markers',
    'skipMarkers',
    ({ kind, startSeconds, endSeconds }: Value) =>
      `${String(kind)}/${String(startSeconds)}/${String(endSeconds)}`,
    (part) => {
      const [kind, startSeconds, endSeconds] = part.split('/')
      return { kind, startSeconds: Number(startSeconds), endSeconds: Number(endSeconds) }
    }
  ),
  text('extraKind', 'extra_kind'),
  whole('position'),
  whole('homePosition', 'home_position'),
  list('titles', 'titles', (key: string) => escaped(key, '|'), unescaped),
]

const BY_NAME = new Map(COLUMNS.map((column) => [column.name, column]))
const BY_FIELD = new Map(COLUMNS.map((column) => [column.field, column]))

/** `synopsis:de` holds the synopsis in German. */
const TRANSLATED = /^(name|tagline|synopsis|description):([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$/

/**
 * Items as CSV (RFC 4180) with a header. `languages` are those that any item is translated into. A
 * cell that a spreadsheet would take for a formula gets an apostrophe, which reading takes off.
 */
export async function* writeCsv(
  items: AsyncIterable<Item>,
  languages: readonly string[]
): AsyncGenerator<string> {
  const translated = languages.flatMap((language) =>
    ['name', 'tagline', 'synopsis', 'description'].map((field) => ({ field, language }))
  )
  const header = [
    ...COLUMNS.map(({ name }) => name),
    ...translated.map(({ field, language }) => `${field}:${language}`),
  ]
  yield stringify([header])
  for await (const item of items) {
    const { translations = {}, ...value } = item as Value & {
      translations?: Record<string, Value>
    }
    const cells = [
      ...COLUMNS.map(({ field, write }) => (isThere(value[field]) ? write(value[field]) : '')),
      ...translated.map(({ field, language }) => String(translations[language]?.[field] ?? '')),
    ]
    yield stringify([cells.map(disarmed)])
  }
}

/**
 * The items of a CSV file with a header. A column that is left out leaves what it is about as it is;
 * an empty cell takes it away.
 * @throws UnreadableFile for a broken file or a column that nothing is kept under
 */
export function* readCsv(content: string): Generator<ReadItem> {
  const [header, ...rows] = parseRows(content)
  if (!header) throw new UnreadableFile('The file is empty.')
  const columns = header.record.map((name) => name.trim())
  refuseHeader(columns)
  for (const { record, line } of rows) {
    const cells = record.length
    const broken =
      cells === columns.length
        ? undefined
        : `This row has ${cells} cells, and the header has ${columns.length}.`
    yield { line, broken, value: valueOf(record, columns), columnOf }
  }
}

function refuseHeader(names: string[]): void {
  const unknown = names.find((name) => !BY_NAME.has(name) && !TRANSLATED.test(name))
  if (unknown !== undefined) {
    throw new UnreadableFile('There is no such column.', 1, unknown.slice(0, 60))
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new UnreadableFile('The column stands there twice.', 1, twice)
  if (!names.includes('kind')) throw new UnreadableFile('This column is needed.', 1, 'kind')
}

function parseRows(content: string): { record: string[]; line: number }[] {
  try {
    const rows = parse(content, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
      // A row of another length is named like any bad row, and the rest is looked at too.
      relax_column_count: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    // The parser counts the line on which a record ends.
    return rows.map(({ record, info }) => ({
      record,
      line: info.lines - record.reduce((n, cell) => n + cell.split('\n').length - 1, 0),
    }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines } = error as unknown as { lines?: number }
    throw new UnreadableFile(error.message, lines ?? 1)
  }
}

function valueOf(record: string[], columns: string[]): Value {
  const value: Value = {}
  const translations: Record<string, Value> = {}
  for (const [index, name] of columns.entries()) {
    const cell = armed(record[index] ?? '')
    const [, field, language] = TRANSLATED.exec(name) ?? []
    if (field && language) {
      if (cell !== '') (translations[language] ??= {})[field] = cell
      continue
    }
    const column = BY_NAME.get(name)!
    value[column.field] = column.read(cell)
  }
  const known = FIELDS_OF[String(value.kind)]
  if (columns.some((name) => TRANSLATED.test(name))) value.translations = translations
  if (!known) return value
  // A row has the columns of all kinds; empty ones that its own kind has not mean nothing.
  return Object.fromEntries(
    Object.entries(value).filter(([field, cell]) => known.has(field) || !isEmpty(cell))
  )
}

const TITLE_FIELDS = [
  ...['kind', 'externalId', 'name', 'language', 'tagline', 'synopsis', 'releaseYear', 'maturity'],
  ...['genres', 'tags', 'credits', 'announced', 'publishAt', 'unpublishAt', 'attribution'],
  ...['ratings', 'availability', 'skipMarkers', 'translations'],
]
const FIELDS_OF: Record<string, ReadonlySet<string>> = {
  film: new Set(TITLE_FIELDS),
  show: new Set(TITLE_FIELDS),
  extra: new Set([...TITLE_FIELDS, 'parent', 'extraKind', 'position']),
  season: new Set(['kind', 'show', 'number', 'name', 'translations']),
  episode: new Set([
    ...['kind', 'show', 'season', 'number', 'name', 'synopsis', 'skipMarkers', 'publishAt'],
    ...['unpublishAt', 'translations'],
  ]),
  genre: new Set(['kind', 'externalId', 'name', 'translations']),
  tag: new Set(['kind', 'externalId', 'name', 'translations']),
  collection: new Set([
    ...['kind', 'externalId', 'name', 'description', 'language', 'homePosition', 'titles'],
    'translations',
  ]),
}

/** `translations.de.name` stands under `name:de`, `ratings.0.label` under `ratings`. */
function columnOf(field: string): string {
  const [first = '', language, translated = 'name'] = field.split('.')
  if (first === 'translations' && language) return `${translated}:${language}`
  return BY_FIELD.get(first)?.name ?? first
}

function isBoolean(cell: string): boolean {
  return cell === 'true' || cell === 'false'
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null
}

function isEmpty(cell: unknown): boolean {
  if (cell === null || cell === undefined) return true
  if (Array.isArray(cell)) return cell.length === 0
  return typeof cell === 'object' && Object.keys(cell).length === 0
}

const FORMULA = /^'*[=+\-@\t\r]/

/** OWASP, "CSV Injection": what begins like a formula is never one. */
function disarmed(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

function armed(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell
}

function escaped(value: string, separator: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll(separator, `\\${separator}`)
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/gs, '$1').trim()
}

/** Splits at each separator that no backslash stands before; backslashes stay. */
function split(value: string, separator: string): string[] {
  const found: string[] = []
  let part = ''
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '\\') part += value.slice(at, ++at + 1)
    else if (value[at] === separator) {
      found.push(part)
      part = ''
    } else part += value[at]
  }
  return [...found, part]
}
