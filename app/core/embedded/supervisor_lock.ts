import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** A lock that the kernel takes back when its holder dies, be it by kill -9. */
export interface SupervisorLock {
  /** False when the file was removed or replaced: then the data folder is no longer ours. */
  stillHeld(): boolean
}

/**
 * Takes the lock, or returns null while another process holds it. A file lock is used (through
 * SQLite, which asks the kernel for one: https://www.sqlite.org/lockingv3.html) and not a file with
 * a process id, since taking over a stale one of those is a race.
 */
export function takeSupervisorLock(path: string): SupervisorLock | null {
  const database = new DatabaseSync(path)
  try {
    database.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    database.close()
    if (isBusy(error)) return null
    throw error
  }
  const { ino } = statSync(path)
  return {
    stillHeld: () => database.isOpen && statSync(path, { throwIfNoEntry: false })?.ino === ino,
  }
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5
  return (error as { errcode?: number }).errcode === SQLITE_BUSY
}
