import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** What a model can be trained again with: versions by name, the commit where there is one. */
export async function versions(root: URL | string): Promise<Record<string, string>> {
  const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {
    version: string
  }
  const commit = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: root }).then(
    ({ stdout }) => stdout.trim(),
    () => null
  )
  return { flixflow: version, ...(commit ? { commit } : {}), node: process.versions.node }
}
