import { randomUUID } from 'node:crypto'
import { cp, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The place of an asset's files below the storage root. */
export function assetPath(contentHash: string): string {
  return `assets/${contentHash}`
}

/**
 * Moves a complete folder to `assets/<hash>` under the storage root. Readers see all of it or
 * nothing: it appears by one rename, also when the storage is another file system. A folder that
 * is already there is the same by its name, so publishing twice changes nothing.
 */
export async function publishFolder(
  staged: string,
  storageRoot: string,
  contentHash: string
): Promise<string> {
  const basePath = assetPath(contentHash)
  const target = join(storageRoot, basePath)
  if (await exists(target)) return basePath

  await mkdir(dirname(target), { recursive: true })
  try {
    await rename(staged, target)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return basePath
    if (code !== 'EXDEV') throw error
    await moveAcrossFileSystems(staged, target)
  }
  await syncFolder(dirname(target))
  return basePath
}

async function moveAcrossFileSystems(staged: string, target: string): Promise<void> {
  const incoming = join(dirname(target), `.incoming-${randomUUID()}`)
  try {
    await cp(staged, incoming, { recursive: true })
    await rename(incoming, target)
  } finally {
    await rm(incoming, { recursive: true, force: true })
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false
  )
}

/** Makes the rename itself outlive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
