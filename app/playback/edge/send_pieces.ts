import { read } from 'node:fs'
import type { ServerResponse } from 'node:http'
import type { Piece } from './byte_ranges.js'
import type { OpenFile } from './open_files.js'

/** One read from disk and one write to the socket, bytes. Also what one slow viewer holds in memory. */
const CHUNK = 128 * 1024

/** Buffers kept for the next request: 32 MB at most. */
const KEPT_BUFFERS = 256

const buffers: Buffer[] = []

function takeBuffer(): Buffer {
  return buffers.pop() ?? Buffer.allocUnsafeSlow(CHUNK)
}

function giveBack(buffer: Buffer): void {
  if (buffers.length < KEPT_BUFFERS) buffers.push(buffer)
}

/**
 * Sends the pieces of a file as the body of `response`: a chunk is read only when the one before
 * has gone to the network, so a slow viewer slows the reading. The caller has written the head, and
 * learns of the end by the response's `close`.
 */
export function sendPieces(response: ServerResponse, file: OpenFile, pieces: Piece[]): void {
  let index = 0
  let offset = 0

  const advance = (error?: Error | null): void => {
    if (error || response.destroyed) return
    const piece = pieces[index]
    if (!piece) {
      response.end()
    } else if (Buffer.isBuffer(piece)) {
      index++
      response.write(piece, advance)
    } else {
      sendRun(piece.start + offset, piece.end)
    }
  }

  const sendRun = (start: number, end: number): void => {
    const buffer = takeBuffer()
    const wanted = Math.min(CHUNK, end - start + 1)
    read(file.fd, buffer, 0, wanted, start, (error, bytes) => {
      if (error || bytes === 0 || response.destroyed) {
        giveBack(buffer)
        response.destroy(error ?? undefined)
        return
      }
      const isRunDone = start + bytes > end
      offset = isRunDone ? 0 : offset + bytes
      if (isRunDone) index++
      const chunk = buffer.subarray(0, bytes)
      // The buffer may be used again only when the network has taken its bytes.
      if (index === pieces.length) {
        response.end(chunk, () => giveBack(buffer))
        return
      }
      response.write(chunk, (failure) => {
        giveBack(buffer)
        advance(failure)
      })
    })
  }

  advance()
}
