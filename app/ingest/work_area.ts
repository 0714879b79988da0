import { constants } from 'node:fs'
import { copyFile, link, mkdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import ingestConfig from '#config/ingest'
import type { TranscodeJobId } from '#core/ids'

/** Where uploads arrive. */
export function uploadFolder(): string {
  return join(ingestConfig.folder, 'uploads')
}

/** Where jobs have their folders. */
export function workRoot(): string {
  return join(ingestConfig.folder, 'work')
}

/** Everything that one job writes before it publishes. */
export function workFolder(jobId: TranscodeJobId): string {
  return join(workRoot(), jobId)
}

export function sourcePath(jobId: TranscodeJobId): string {
  return join(workFolder(jobId), 'source')
}

/**
 * Gives a job its own name for a source file: a second link where file system and owner allow it,
 * else a copy. The file itself stays where it is.
 */
export async function placeSource(from: string, jobId: TranscodeJobId): Promise<void> {
  await mkdir(workFolder(jobId), { recursive: true })
  const to = sourcePath(jobId)
  try {
    await link(from, to)
  } catch {
    await copyFile(from, to, constants.COPYFILE_FICLONE)
  }
}

export async function removeWorkFolder(jobId: TranscodeJobId): Promise<void> {
  await rm(workFolder(jobId), { recursive: true, force: true })
}

/** Whether the disk can take a source of so many bytes and all that is made of it. */
export async function hasSpaceFor(sourceBytes: number): Promise<boolean> {
  await mkdir(ingestConfig.folder, { recursive: true })
  const { bavail, bsize } = await statfs(ingestConfig.folder)
  const needed = sourceBytes * ingestConfig.diskFactor + ingestConfig.diskReserveBytes
  return bavail * bsize >= needed
}
