import { BlockList, isIP } from 'node:net'

/** The conditions of a CloudFront policy statement. Times are Unix seconds. */
export interface SignedPolicy {
  resource: string
  dateLessThan: number
  dateGreaterThan: number | null
  sourceIp: string | null
}

/** What came with a request: a custom policy, or the expiry of a canned one, and its signature. */
export interface PolicyCredentials {
  policy: string | null
  expires: string | null
  signature: string
  keyPairId: string
  algorithm: 'SHA1' | 'SHA256'
}

/** CloudFront's base64 for URLs: `+`, `=` and `/` become `-`, `_` and `~`. */
export function decodeUrlBase64(text: string): Buffer {
  const characters: Record<string, string> = { '-': '+', '_': '=', '~': '/' }
  return Buffer.from(
    text.replace(/[-_~]/g, (character) => characters[character] as string),
    'base64'
  )
}

/** The text that is signed for a canned policy. */
export function cannedPolicy(resource: string, expires: string): string {
  return `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`
}

interface PolicyDocument {
  Statement?: {
    Resource?: unknown
    Condition?: {
      DateLessThan?: { 'AWS:EpochTime'?: unknown }
      DateGreaterThan?: { 'AWS:EpochTime'?: unknown }
      IpAddress?: { 'AWS:SourceIp'?: unknown }
    }
  }[]
}

/**
 * Reads a policy document: exactly one statement with a resource and an end
 * (CloudFront developer guide, "Create a signed URL using a custom policy"). Null when it is not one.
 */
export function parsePolicy(text: string): SignedPolicy | null {
  let document: PolicyDocument | null
  try {
    document = JSON.parse(text) as PolicyDocument | null
  } catch {
    return null
  }
  const statements = document?.Statement
  if (!Array.isArray(statements) || statements.length !== 1) return null
  const [statement] = statements
  const condition = statement?.Condition
  const resource = statement?.Resource
  const dateLessThan = condition?.DateLessThan?.['AWS:EpochTime']
  if (typeof resource !== 'string' || !Number.isSafeInteger(dateLessThan)) return null

  const dateGreaterThan = condition?.DateGreaterThan?.['AWS:EpochTime'] ?? null
  if (dateGreaterThan !== null && !Number.isSafeInteger(dateGreaterThan)) return null
  const sourceIp = condition?.IpAddress?.['AWS:SourceIp'] ?? null
  if (sourceIp !== null && (typeof sourceIp !== 'string' || !addressRange(sourceIp))) return null

  return {
    resource,
    dateLessThan: dateLessThan as number,
    dateGreaterThan: dateGreaterThan as number | null,
    sourceIp,
  }
}

/** Whether `url` is covered: `*` stands for any run of characters, `?` for exactly one. */
export function resourceMatcher(resource: string): (url: string) => boolean {
  const wildcard = resource.search(/[*?]/)
  if (wildcard === -1) return (url) => url === resource
  if (wildcard === resource.length - 1 && resource.endsWith('*')) {
    const prefix = resource.slice(0, -1)
    return (url) => url.startsWith(prefix)
  }
  return (url) => matchesWildcards(resource, url)
}

/** Linear-time wildcard match: on a mismatch the latest `*` takes one more character. */
function matchesWildcards(pattern: string, text: string): boolean {
  let p = 0
  let t = 0
  let star = -1
  let starText = 0
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++
      starText = t
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p++
      t++
    } else if (star !== -1) {
      p = star + 1
      t = ++starText
    } else {
      return false
    }
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

/** A range of addresses in CIDR notation (RFC 4632, RFC 4291), or one address. Null when neither. */
export function addressRange(cidr: string): BlockList | null {
  const [address, prefix, ...rest] = cidr.split('/')
  const family = isIP(address ?? '')
  if (!address || family === 0 || rest.length > 0) return null
  const bits = family === 4 ? 32 : 128
  if (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits)) return null
  const range = new BlockList()
  range.addSubnet(address, Number(prefix ?? bits), family === 4 ? 'ipv4' : 'ipv6')
  return range
}

/** Whether a socket's address lies in a range; IPv4 seen through an IPv6 socket counts as IPv4. */
export function isInRange(range: BlockList, remoteAddress: string): boolean {
  const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(address)
  return family !== 0 && range.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
