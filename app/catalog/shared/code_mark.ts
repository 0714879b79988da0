import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folders of this module whose code decides what a shared part looks like. */
const FOLDERS = ['queries', 'shared', 'transformers']

/**
 * Differs from release to release when the code that makes shared parts does: beside a release that
 * is being replaced, nobody is given what the other one made.
 */
export function codeMark(): string {
  const hash = createHash('sha1')
  for (const folder of FOLDERS.map((name) => join(import.meta.dirname, '..', name))) {
    for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)))
  }
  return hash.digest('base64url').slice(0, 8)
}
