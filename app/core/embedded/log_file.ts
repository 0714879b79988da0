import { openSync } from 'node:fs'
import { copyFile, open, stat, truncate } from 'node:fs/promises'

/** Bytes after which a log is moved to its `.1`, so that each server keeps at most twice this. */
const MAX_BYTES = 5 * 1024 * 1024

/** Opens a log for appending, to be a child's stdout and stderr: it outlives this process. */
export function openLog(path: string): number {
  return openSync(path, 'a', 0o600)
}

/** Bytes in a log now: what a child says later is read from here. */
export async function logSize(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0
}

/** Text that was appended to a log after the given size, at most its last 4 KiB. */
export async function logSince(path: string, size: number): Promise<string> {
  const file = await open(path, 'r').catch(() => null)
  if (!file) return ''
  try {
    const { size: end } = await file.stat()
    const start = Math.max(end < size ? 0 : size, end - 4096)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * Keeps a log that another process has open from growing without end. The writer appends
 * (O_APPEND), so it goes on at the new start after the cut.
 */
export async function boundLog(path: string): Promise<void> {
  if ((await logSize(path)) < MAX_BYTES) return
  await copyFile(path, `${path}.1`)
  await truncate(path)
}
