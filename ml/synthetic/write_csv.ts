import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { WatchEvent } from '../dataset/build_interactions.js'

const PIECE = 2 ** 16

/**
 * Writes events as the CSV that `node ace train --from` reads.
 * @returns how many were written
 */
export async function writeCsv(path: string, events: Iterable<WatchEvent>): Promise<number> {
  const stream = createWriteStream(path)
  let piece = 'profile,title,timestamp,completion\n'
  let written = 0
  for (const { profile, title, time, completion } of events) {
    piece += `${profile},${title},${time},${(completion ?? 1).toFixed(3)}\n`
    written++
    if (piece.length < PIECE) continue
    if (!stream.write(piece)) await once(stream, 'drain')
    piece = ''
  }
  stream.end(piece)
  await once(stream, 'finish')
  return written
}
