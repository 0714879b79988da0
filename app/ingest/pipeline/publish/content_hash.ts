import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** SHA-256 of one file, as 64 hexadecimal digits: by it, the same source is known again. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash: Hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { signal })
  return hash.digest('hex')
}

/**
 * SHA-256 over the sorted list of (path, SHA-256) of all files below a folder. Encrypted segments
 * are among them, so new content keys give a new hash, as they must: caches keep what they have
 * for a year.
 */
export async function hashFolder(folder: string, signal?: AbortSignal): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
  const total = createHash('sha256')
  for (const path of paths) total.update(`${await hashFile(join(folder, path), signal)}  ${path}\n`)
  return total.digest('hex')
}
