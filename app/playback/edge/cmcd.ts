/** Letters of a value of `ot` (object type) and what they stand for. */
const OBJECT_TYPES: Record<string, string> = {
  m: 'manifest',
  a: 'audio',
  v: 'video',
  av: 'muxed',
  i: 'init',
  c: 'caption',
  tt: 'timed-text',
  k: 'key',
  o: 'other',
}

/** What a media request tells of its player: the keys of CTA-5004 that are counted here. */
export interface Cmcd {
  /** `ot` in words. */
  objectType: string | null
  /** `bl`, milliseconds. */
  bufferMs: number | null
  /** `mtp`, bits/s. */
  throughput: number | null
  /** `bs`: the buffer ran dry before this request. */
  starved: boolean
  /** `su`: needed at once, for a start, a seek or after starvation. */
  startup: boolean
}

type Kind = 'integer' | 'decimal' | 'string' | 'token' | 'boolean'

/** The reserved keys of version 1 (CTA-5004, table 1). */
const KINDS: Record<string, Kind> = {
  br: 'integer',
  bl: 'integer',
  bs: 'boolean',
  cid: 'string',
  d: 'integer',
  dl: 'integer',
  mtp: 'integer',
  nor: 'string',
  nrr: 'string',
  ot: 'token',
  pr: 'decimal',
  rtp: 'integer',
  sf: 'token',
  sid: 'string',
  st: 'token',
  su: 'boolean',
  tb: 'integer',
  v: 'integer',
}

/** Characters of the longest text that is read: eighteen keys, of which three hold texts. */
const LONGEST = 2048

/** A key, and after `=` a quoted string or a run of token characters; the end or a comma follows. */
const PAIR = /([A-Za-z][A-Za-z0-9.-]*)(?:=("(?:[^"\\]|\\["\\])*"|[^\s,"=]+))?(,|$)/y

const FORMS: Record<Exclude<Kind, 'boolean'>, RegExp> = {
  integer: /^\d{1,15}$/,
  decimal: /^\d{1,9}(?:\.\d{1,6})?$/,
  string: /^"/,
  token: /^[a-z]{1,2}$/,
}

/**
 * Reads what a player says in `CMCD` or its four headers (CTA-5004, section 3). Strictly: a key that
 * comes twice, a reserved key with a value of another kind, or a text that is not a list of pairs
 * makes all of it malformed. Keys of later versions and custom ones are passed over. Null when
 * it is malformed.
 */
export function parseCmcd(text: string): Cmcd | null {
  if (text.length === 0 || text.length > LONGEST) return null
  const values = new Map<string, string | true>()
  let at = 0
  while (at < text.length) {
    PAIR.lastIndex = at
    const found = PAIR.exec(text)
    if (!found) return null
    const [whole, key = '', value, end] = found
    if (values.has(key) || !isOfKind(key, value)) return null
    values.set(key, value ?? true)
    at += whole.length
    if (end === ',' && at === text.length) return null
  }
  return toCmcd(values)
}

function isOfKind(key: string, value: string | undefined): boolean {
  const kind = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined
  if (kind === undefined) return true
  if (kind === 'boolean') return value === undefined || value === 'true' || value === 'false'
  return value !== undefined && FORMS[kind].test(value)
}

function toCmcd(values: Map<string, string | true>): Cmcd | null {
  const number = (key: string) => (values.has(key) ? Number(values.get(key)) : null)
  const flag = (key: string) => values.has(key) && values.get(key) !== 'false'
  const type = values.get('ot')
  const objectType = typeof type === 'string' ? OBJECT_TYPES[type] : null
  if (objectType === undefined) return null
  const throughput = number('mtp')
  return {
    objectType,
    bufferMs: number('bl'),
    throughput: throughput === null ? null : throughput * 1000,
    starved: flag('bs'),
    startup: flag('su'),
  }
}

const HEADERS = ['cmcd-object', 'cmcd-request', 'cmcd-session', 'cmcd-status'] as const

/**
 * The text of a request's CMCD: its query parameter, decoded, or its headers joined. Null when there
 * is none; empty, which is malformed, when the parameter comes twice or cannot be decoded.
 */
export function cmcdTextOf(
  query: string,
  headers: Record<string, string | string[] | undefined>
): string | null {
  if (query.includes('CMCD=')) {
    const values = query.split('&').filter((pair) => pair.startsWith('CMCD='))
    if (values.length > 1) return ''
    if (values[0] !== undefined) return decode(values[0].slice('CMCD='.length))
  }
  const told = HEADERS.flatMap((name) => headers[name] ?? [])
  return told.length > 0 ? told.join(',') : null
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
