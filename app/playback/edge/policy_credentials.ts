import type { PolicyCredentials } from './signed_policy.js'

/** The query parameters that belong to CloudFront and are no part of the signed resource. */
const OWN_PARAMETERS = new Set(['Policy', 'Expires', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm'])

export interface SignedRequest {
  /** The query without CloudFront's own parameters, with its `?`, or empty. */
  query: string
  /** Null when none came, 'malformed' when a parameter came twice or a needed one is missing. */
  credentials: PolicyCredentials | 'malformed' | null
}

function toCredentials(values: Map<string, string>): PolicyCredentials | 'malformed' | null {
  const policy = values.get('Policy') ?? null
  const expires = values.get('Expires') ?? null
  const signature = values.get('Signature')
  const keyPairId = values.get('Key-Pair-Id')
  const algorithm = values.get('Hash-Algorithm') ?? 'SHA1'
  if (policy === null && expires === null && !signature) return null
  if (!signature || !keyPairId || (policy === null) === (expires === null)) return 'malformed'
  if (expires !== null && !/^\d{1,12}$/.test(expires)) return 'malformed'
  if (algorithm !== 'SHA1' && algorithm !== 'SHA256') return 'malformed'
  return { policy, expires, signature, keyPairId, algorithm }
}

function decode(value: string): string {
  if (!value.includes('%')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function fromCookies(header: string): PolicyCredentials | 'malformed' | null {
  const values = new Map<string, string>()
  for (const pair of header.split(';')) {
    const [name = '', value = ''] = splitOnce(pair.trim(), '=')
    if (!name.startsWith('CloudFront-')) continue
    const key = name.slice('CloudFront-'.length)
    if (values.has(key)) return 'malformed'
    values.set(key, decode(value))
  }
  return values.size === 0 ? null : toCredentials(values)
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** Finds the policy of a request: in its query first, in the CloudFront-* cookies otherwise. */
export function readCredentials(query: string, cookieHeader: string | undefined): SignedRequest {
  const values = new Map<string, string>()
  const others: string[] = []
  let repeated = false
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name, value] = splitOnce(pair, '=')
    if (!OWN_PARAMETERS.has(name)) {
      others.push(pair)
      continue
    }
    repeated ||= values.has(name)
    values.set(name, decode(value))
  }
  const rest = others.length > 0 ? `?${others.join('&')}` : ''
  if (repeated) return { query: rest, credentials: 'malformed' }
  const credentials = values.size > 0 ? toCredentials(values) : null
  if (credentials || !cookieHeader?.includes('CloudFront-')) return { query: rest, credentials }
  return { query: rest, credentials: fromCookies(cookieHeader) }
}
