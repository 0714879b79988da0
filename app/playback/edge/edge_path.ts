/** Where the edge answers, below the service's own address. */
export const EDGE_PREFIX = '/edge/'

/**
 * What the packager writes: folders and files of letters, digits, `_` and `-`, with single dots
 * inside names. Everything else is refused instead of cleaned: percent-encoding (once or twice),
 * backslashes, NUL, dot segments, hidden files and absolute paths have no spelling in this grammar.
 */
const ASSET_FILE = /^assets(?:\/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*){2,}$/

const MAX_LENGTH = 512

/** The path of a file below the storage root, or null when the address cannot name a file. */
export function edgeFilePath(path: string): string | null {
  if (!path.startsWith(EDGE_PREFIX) || path.length > MAX_LENGTH) return null
  const file = path.slice(EDGE_PREFIX.length)
  return ASSET_FILE.test(file) ? file : null
}

const MEDIA_TYPES: Record<string, string> = {
  mpd: 'application/dash+xml',
  m3u8: 'application/vnd.apple.mpegurl',
  mp4: 'video/mp4',
  m4s: 'video/iso.segment',
  m4a: 'audio/mp4',
  m4v: 'video/mp4',
  vtt: 'text/vtt; charset=utf-8',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  json: 'application/json',
}

/** The registered media type of a file the packager writes (IANA; RFC 8216 for m3u8). */
export function mediaTypeOf(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1)
  return MEDIA_TYPES[extension] ?? 'application/octet-stream'
}
