import { randomBytes } from 'node:crypto'
import type { Ladder } from '../ladder/ladder.js'

/** One AES-128 key and its id, each 32 hexadecimal digits. */
export interface ContentKey {
  keyId: string
  key: string
}

/** The keys of one asset. Audio, SD and HD never share one, so that each can be withheld. */
export interface ContentKeySet {
  audio?: ContentKey
  sd?: ContentKey
  hd?: ContentKey
}

/** Random keys for the parts that a ladder has. */
export function newContentKeys(ladder: Ladder): ContentKeySet {
  const has = (tier: 'sd' | 'hd') => ladder.video.some((rung) => rung.keyTier === tier)
  return {
    ...(ladder.audio.length > 0 && { audio: newKey() }),
    ...(has('sd') && { sd: newKey() }),
    ...(has('hd') && { hd: newKey() }),
  }
}

function newKey(): ContentKey {
  return { keyId: randomBytes(16).toString('hex'), key: randomBytes(16).toString('hex') }
}
