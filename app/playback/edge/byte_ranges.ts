import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import fresh from 'fresh'
import parseRange from 'range-parser'
import type { OpenFile } from './open_files.js'

/** A run of bytes of a file, both ends included, or bytes given as they are. */
export type Piece = { start: number; end: number } | Buffer

/** What a request gets: the status, its own headers as name, value, …, and the body's pieces. */
export interface Reply {
  status: 200 | 206 | 304 | 416
  headers: string[]
  pieces: Piece[]
}

/** More ranges than any player asks for; a request for more gets the whole file (RFC 9110, 14.2). */
const MOST_RANGES = 8

/** Answers to conditional and range requests (RFC 9110, sections 13 and 14). */
export function replyTo(headers: IncomingHttpHeaders, file: OpenFile, isGet: boolean): Reply {
  if (headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined) {
    if (fresh(headers, { 'etag': file.etag, 'last-modified': file.lastModified })) {
      return { status: 304, headers: [], pieces: [] }
    }
  }
  const { range } = headers
  if (range === undefined || !isGet || !isSameFile(headers['if-range'], file)) return whole(file)

  const ranges = parseRange(file.size, range, { combine: true })
  if (ranges === -1) {
    return { status: 416, headers: ['Content-Range', `bytes */${file.size}`], pieces: [] }
  }
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length > MOST_RANGES) return whole(file)
  const [first] = ranges
  return ranges.length === 1 && first ? single(file, first) : multipart(file, ranges)
}

/** `If-Range` holds a strong entity tag or a date; the range counts only while the file is that one. */
function isSameFile(condition: string | string[] | undefined, file: OpenFile): boolean {
  if (condition === undefined) return true
  if (typeof condition !== 'string') return false
  return condition === file.etag || condition === file.lastModified
}

function whole(file: OpenFile): Reply {
  return {
    status: 200,
    headers: ['Content-Type', file.mediaType, 'Content-Length', String(file.size)],
    pieces: file.size > 0 ? [{ start: 0, end: file.size - 1 }] : [],
  }
}

function contentRange(file: OpenFile, { start, end }: parseRange.Range): string {
  return `bytes ${start}-${end}/${file.size}`
}

function single(file: OpenFile, range: parseRange.Range): Reply {
  const { start, end } = range
  return {
    status: 206,
    headers: [
      ...['Content-Type', file.mediaType, 'Content-Length', String(end - start + 1)],
      ...['Content-Range', contentRange(file, range)],
    ],
    pieces: [{ start, end }],
  }
}

function multipart(file: OpenFile, ranges: parseRange.Range[]): Reply {
  const boundary = randomBytes(12).toString('hex')
  const pieces: Piece[] = []
  let length = 0
  for (const range of ranges) {
    const head = Buffer.from(
      `\r\n--${boundary}\r\nContent-Type: ${file.mediaType}\r\n` +
        `Content-Range: ${contentRange(file, range)}\r\n\r\n`
    )
    pieces.push(head, { start: range.start, end: range.end })
    length += head.length + range.end - range.start + 1
  }
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  pieces.push(tail)
  return {
    status: 206,
    headers: [
      ...['Content-Type', `multipart/byteranges; boundary=${boundary}`],
      ...['Content-Length', String(length + tail.length)],
    ],
    pieces,
  }
}
