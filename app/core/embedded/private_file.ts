import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

const OWNER_ONLY = 0o600

/** Replaces a file that only its owner can read. A reader sees all of the old or all of the new. */
export async function replacePrivateFile(path: string, content: string): Promise<void> {
  const draft = await writeDraft(path, content)
  await rename(draft, path)
  await syncFolder(dirname(path))
}

/**
 * The content of a private file, which is made by the first caller. Of several processes that make
 * it at once exactly one wins, and all get the winner's content: `link` fails when the name exists.
 */
export async function readOrCreatePrivateFile(
  path: string,
  make: () => Promise<string>
): Promise<string> {
  const existing = await readIfPresent(path)
  if (existing !== null) {
    await chmod(path, OWNER_ONLY).catch(() => {})
    return existing
  }
  await mkdir(dirname(path), { recursive: true })
  const draft = await writeDraft(path, await make())
  try {
    await link(draft, path)
    await syncFolder(dirname(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(draft)
  }
  return readFile(path, 'utf8')
}

async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function writeDraft(path: string, content: string): Promise<string> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = await open(draft, 'wx', OWNER_ONLY)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  return draft
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
