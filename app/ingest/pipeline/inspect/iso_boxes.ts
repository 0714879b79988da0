import type { FileHandle } from 'node:fs/promises'
import { SourceRefusedError } from '../errors.js'

interface Box {
  type: string
  /** First byte of the content, after size, type and a 64-bit size. */
  contentStart: number
  end: number
}

const MAX_BOXES = 200_000
const MAX_DATA_REFERENCES = 1_000
const SELF_CONTAINED = 1
const PATHS_TO_DATA_REFERENCES = new Set(['moov', 'trak', 'mdia', 'minf', 'dinf', 'meta'])
/** QuickTime boxes that make a movie out of other movies. */
const REFERENCE_MOVIES = new Set(['rmra', 'rmda', 'rdrf'])

/**
 * Walks the boxes of an ISO base media or QuickTime file (ISO/IEC 14496-12) by their headers only.
 *
 * @throws SourceRefusedError `ingest.truncated` when a box ends past the end of the file or there
 *   is no movie box; `ingest.refers-to-other-files` when media data is said to be in another file
 *   (a data reference that is not self-contained, section 8.7.2, or a reference movie).
 */
export async function inspectIsoBoxes(file: FileHandle, fileBytes: number): Promise<void> {
  const walk = new BoxWalk(file, fileBytes)
  const found = new Set<string>()
  for await (const box of walk.children(0, fileBytes)) {
    found.add(box.type)
    if (PATHS_TO_DATA_REFERENCES.has(box.type)) await refuseReferences(walk, box)
  }
  if (!found.has('moov')) {
    throw found.has('ftyp') || found.has('mdat')
      ? truncated('it has no index (moov box)')
      : new SourceRefusedError('ingest.not-a-video', 'The file is not a video')
  }
}

async function refuseReferences(walk: BoxWalk, parent: Box): Promise<void> {
  const start = parent.type === 'meta' ? await walk.metaStart(parent) : parent.contentStart
  for await (const box of walk.children(start, parent.end)) {
    if (REFERENCE_MOVIES.has(box.type)) throw refersElsewhere('it is a QuickTime reference movie')
    if (box.type === 'cmov')
      throw refersElsewhere('its index is compressed, so it cannot be checked')
    if (box.type === 'dref') await refuseExternalData(walk, box)
    if (PATHS_TO_DATA_REFERENCES.has(box.type)) await refuseReferences(walk, box)
  }
}

async function refuseExternalData(walk: BoxWalk, dref: Box): Promise<void> {
  const versionFlagsAndCount = 8
  let seen = 0
  for await (const entry of walk.children(dref.contentStart + versionFlagsAndCount, dref.end)) {
    const header = await walk.read(entry.contentStart, 4)
    const flags = header.length === 4 ? header.readUInt32BE(0) & 0xffffff : 0
    if ((flags & SELF_CONTAINED) === 0) throw refersElsewhere('its media is in another file')
    if (++seen > MAX_DATA_REFERENCES) throw refersElsewhere('it has too many data references')
  }
}

class BoxWalk {
  #visited = 0

  constructor(
    private file: FileHandle,
    private fileBytes: number
  ) {}

  async *children(start: number, end: number): AsyncGenerator<Box> {
    let offset = start
    while (end - offset >= 8) {
      if (++this.#visited > MAX_BOXES) throw truncated('its box structure has no end')
      const box = await this.#boxAt(offset, end)
      if (!box) return
      yield box
      offset = box.end
    }
  }

  async read(offset: number, length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.file.read(Buffer.alloc(length), 0, length, offset)
    return buffer.subarray(0, bytesRead)
  }

  /** ISO's meta box starts with a version; QuickTime's starts with its first child. */
  async metaStart(meta: Box): Promise<number> {
    const head = await this.read(meta.contentStart, 8)
    return head.toString('latin1', 4, 8) === 'hdlr' ? meta.contentStart : meta.contentStart + 4
  }

  async #boxAt(offset: number, end: number): Promise<Box | null> {
    const header = await this.read(offset, 16)
    if (header.length < 8) return null
    const size32 = header.readUInt32BE(0)
    const type = header.toString('latin1', 4, 8)
    const isLong = size32 === 1
    if (isLong && header.length < 16) throw truncated('a box header is cut off')
    const headerBytes = isLong ? 16 : 8
    const size = isLong ? Number(header.readBigUInt64BE(8)) : size32 === 0 ? end - offset : size32
    // Four zero bytes end a list of QuickTime user data, and padding may follow the last box.
    if (size < headerBytes) return null
    if (offset + size > this.fileBytes) throw truncated(`its ${printable(type)} box is cut off`)
    return { type, contentStart: offset + headerBytes, end: Math.min(offset + size, end) }
  }
}

function printable(type: string): string {
  return /^[\x20-\x7e]{4}$/.test(type) ? type : 'last'
}

function truncated(why: string) {
  return new SourceRefusedError('ingest.truncated', `The file is incomplete: ${why}`)
}

function refersElsewhere(why: string) {
  return new SourceRefusedError(
    'ingest.refers-to-other-files',
    `The file refers to other files, which are not read: ${why}`
  )
}
