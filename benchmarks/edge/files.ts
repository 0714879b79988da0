import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export const ASSET = 'b0'.repeat(32)

/** What a player fetches: a manifest, and 2 seconds at 300 kbit/s, 2 Mbit/s and 6 Mbit/s. */
export const FILES: [name: string, bytes: number][] = [
  ['manifest.mpd', 6_000],
  ['240p.m4s', 75_000],
  ['720p.m4s', 500_000],
  ['1080p.m4s', 1_500_000],
]

/** Writes the files below a storage root. */
export async function makeFiles(storage: string): Promise<void> {
  const folder = join(storage, 'assets', ASSET)
  await mkdir(folder, { recursive: true })
  await Promise.all(FILES.map(([name, bytes]) => writeFile(join(folder, name), randomBytes(bytes))))
}
