import { copyFile, link, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Gives a folder all files of another, by hard links, so that a film's gigabytes are not copied;
 * where the file system has none, by copies.
 */
export async function linkTree(source: string, target: string): Promise<void> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((each) => each.isFile())) {
    const from = join(entry.parentPath, entry.name)
    const to = join(target, from.slice(source.length + 1))
    await mkdir(dirname(to), { recursive: true })
    await link(from, to).catch(() => copyFile(from, to))
  }
}
