import type { ContainerName } from './containers.js'

/** What the first bytes of a file say that it is. */
export type Sniffed =
  | { kind: 'container'; container: ContainerName }
  | { kind: 'reference'; what: string }
  | { kind: 'other'; what: string }

/** Enough for three packets of every transport stream flavour and for any text header. */
export const SNIFF_BYTES = 4096

const TS_SYNC = 0x47
const ISO_FIRST_BOXES = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot', 'styp']
const STILL_BRANDS = ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis', 'crx ']

const OTHER_SIGNATURES: Array<[hex: string, what: string]> = [
  ['89504e47', 'a PNG picture'],
  ['ffd8ff', 'a JPEG picture'],
  ['47494638', 'a GIF picture'],
  ['504b0304', 'a ZIP archive'],
  ['1f8b', 'a gzip archive'],
  ['377abcaf271c', 'a 7z archive'],
  ['25504446', 'a PDF document'],
  ['7f454c46', 'a program'],
  ['4d5a', 'a program'],
  ['494433', 'an MP3 file'],
  ['664c6143', 'a FLAC file'],
]

/** Lists of other files: the formats by which a demuxer can be sent elsewhere. */
const REFERENCE_SIGNATURES: Array<[pattern: RegExp, what: string]> = [
  [/^#EXTM3U/, 'an HLS playlist'],
  [/^ffconcat\b|^file\s+\S/m, 'a concat script'],
  [/<MPD[\s>]/, 'a DASH manifest'],
  [/^v=0\r?\n/, 'a session description (SDP)'],
  [/<SmoothStreamingMedia[\s>]|<smil[\s>]|<asx[\s>]/i, 'a playlist'],
  [/^\[(playlist|reference)\]/im, 'a playlist'],
  [/^RTSPtext|^SMILtext/, 'a QuickTime reference'],
]

const TEXT_SIGNATURES: Array<[pattern: RegExp, what: string]> = [
  [/<svg[\s>]/i, 'an SVG picture'],
  [/^\[Script Info\]/im, 'a subtitle file'],
  [/^WEBVTT/, 'a subtitle file'],
  [/^\d+\r?\n\d\d:\d\d:\d\d[,.]\d/, 'a subtitle file'],
  [/^<(\?xml|!doctype|html)/i, 'a markup document'],
]

/** Names another place: a URL with a scheme, a UNC path, or an absolute path of this machine. */
const POINTS_ELSEWHERE =
  /[a-z][a-z0-9+.-]{1,15}:\/\/|\bfile:|(^|[\s"'=(|])(\/(etc|proc|dev|var|home|root|tmp|usr|sys)\/|\\\\\w)/im

/**
 * Tells a container by its magic bytes alone; names and MIME types are claims, checked elsewhere.
 * @param head the first `SNIFF_BYTES` bytes, or all of a shorter file
 */
export function sniff(head: Buffer): Sniffed {
  const container = sniffContainer(head)
  if (container) return { kind: 'container', container }

  const still = sniffStillPicture(head)
  if (still) return { kind: 'other', what: still }
  const hex = head.subarray(0, 8).toString('hex')
  const binary = OTHER_SIGNATURES.find(([signature]) => hex.startsWith(signature))
  if (binary) return { kind: 'other', what: binary[1] }

  return sniffText(head)
}

function sniffContainer(head: Buffer): ContainerName | null {
  const type = head.toString('latin1', 4, 8)
  if (ISO_FIRST_BOXES.includes(type) && !sniffStillPicture(head)) return 'mp4'
  if (head.length >= 4) {
    const first = head.readUInt32BE(0)
    if (first === 0x1a45dfa3) return 'matroska'
    if (first === 0x000001ba) return 'mpegps'
  }
  const start = head.toString('latin1', 0, 12)
  if (start.startsWith('RIFF') && start.slice(8, 11) === 'AVI') return 'avi'
  if (start.startsWith('FLV\x01')) return 'flv'
  if (start.startsWith('OggS')) return 'ogg'
  if (isTransportStream(head, 188, 0) || isTransportStream(head, 192, 4)) return 'mpegts'
  return null
}

function sniffStillPicture(head: Buffer): string | null {
  if (head.toString('latin1', 4, 8) !== 'ftyp') return null
  return STILL_BRANDS.includes(head.toString('latin1', 8, 12)) ? 'a HEIF or AVIF picture' : null
}

/** ISO/IEC 13818-1: packets of 188 bytes (192 with a 4-byte timestamp), each led by 0x47. */
function isTransportStream(head: Buffer, packetBytes: number, offset: number): boolean {
  const syncs = [0, 1, 2, 3, 4].map((packet) => head[offset + packet * packetBytes])
  return syncs.every((byte) => byte === TS_SYNC)
}

function sniffText(head: Buffer): Sniffed {
  const text = asText(head)
  if (text === null) return { kind: 'other', what: 'of an unknown type' }

  const reference = REFERENCE_SIGNATURES.find(([pattern]) => pattern.test(text))
  if (reference) return { kind: 'reference', what: reference[1] }
  const what = TEXT_SIGNATURES.find(([pattern]) => pattern.test(text))?.[1] ?? 'a text file'
  return POINTS_ELSEWHERE.test(text) ? { kind: 'reference', what } : { kind: 'other', what }
}

/** The text without byte order mark and leading blanks, or null when it is not text. */
function asText(head: Buffer): string | null {
  const utf16 = head[0] === 0xff && head[1] === 0xfe
  const text = head.toString(utf16 ? 'utf16le' : 'utf8').replace(/^[\uFEFF\s]+/, '')
  // eslint-disable-next-line no-control-regex
  const control = text.match(/[\x00-\x08\x0e-\x1f\ufffd]/g)?.length ?? 0
  return text.length > 0 && control <= text.length / 100 ? text : null
}
