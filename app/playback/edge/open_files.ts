import { constants, close, fstat, open, type Stats } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { promisify } from 'node:util'
import { LRUCache } from 'lru-cache'
import { mediaTypeOf } from './edge_path.js'

const openDescriptor = promisify(open)
const describeDescriptor = promisify(fstat)

/** A file held open for reading, with what its responses say about it. */
export interface OpenFile {
  fd: number
  /** Bytes. */
  size: number
  mediaType: string
  /** Strong (RFC 9110, 8.8.3): published files never change in place. */
  etag: string
  lastModified: string
  readers: number
  retired: boolean
}

/** Descriptors kept open per process; files being read beyond these are open as well. */
const KEPT_OPEN = 1024

/** After this many milliseconds a file is opened anew, so that a deleted asset goes away. */
const KEPT_FOR_MS = 60_000

/**
 * Keeps recently asked files open, as nginx does with `open_file_cache`: a request for one then
 * costs no open, stat or close. A file is closed when it has left the cache and nobody reads it.
 */
export class OpenFiles {
  readonly #root: Promise<string>
  readonly #opening = new Map<string, Promise<OpenFile | null>>()
  readonly #files = new LRUCache<string, OpenFile>({
    max: KEPT_OPEN,
    ttl: KEPT_FOR_MS,
    ttlResolution: 1000,
    dispose: (file) => {
      file.retired = true
      if (file.readers === 0) close(file.fd)
    },
  })

  constructor(root: string) {
    this.#root = realpath(root).catch(() => root)
  }

  /** The file if it is open already. Each borrowed file must be given back by `release`. */
  borrowOpen(path: string): OpenFile | null {
    const file = this.#files.get(path)
    if (!file) return null
    file.readers++
    return file
  }

  /** Opens the regular file at `path` below the root; null when there is none. */
  async borrow(path: string): Promise<OpenFile | null> {
    let opening = this.#opening.get(path)
    if (!opening) {
      opening = this.#keep(path).finally(() => this.#opening.delete(path))
      this.#opening.set(path, opening)
    }
    const file = await opening
    if (!file) return null
    file.readers++
    return file
  }

  release(file: OpenFile): void {
    file.readers--
    if (file.retired && file.readers === 0) close(file.fd)
  }

  /** Closes every file that nobody reads. */
  clear(): void {
    this.#files.clear()
  }

  async #keep(path: string): Promise<OpenFile | null> {
    const file = await this.#open(path)
    if (!file) return null
    // Held until those who waited have borrowed it, so that no eviction closes it before.
    file.readers++
    setImmediate(() => this.release(file))
    this.#files.set(path, file)
    return file
  }

  async #open(path: string): Promise<OpenFile | null> {
    const root = await this.#root
    const wanted = join(root, path)
    // A symbolic link anywhere below the root changes the real path, wherever it leads.
    const real = await realpath(wanted).catch(() => null)
    if (real !== wanted || !real.startsWith(root + sep)) return null

    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
    const fd = await openDescriptor(real, flags).catch(() => null)
    if (fd === null) return null
    const stats = await describeDescriptor(fd)
    if (stats.isFile()) return describe(fd, stats, path)
    close(fd)
    return null
  }
}

function describe(fd: number, stats: Stats, path: string): OpenFile {
  return {
    fd,
    size: stats.size,
    mediaType: mediaTypeOf(path),
    etag: `"${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}"`,
    lastModified: stats.mtime.toUTCString(),
    readers: 0,
    retired: false,
  }
}
