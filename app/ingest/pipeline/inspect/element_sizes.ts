import type { FileHandle } from 'node:fs/promises'
import { SourceRefusedError } from '../errors.js'
import type { ContainerName } from './containers.js'

const EBML_SEGMENT_ID = 0x18538067
const HEADER_BYTES = 4096

/**
 * Compares the length that a container's outermost element declares with the file's own.
 * Transport and program streams, FLV and Ogg declare none: their end is found by decoding it.
 *
 * @throws SourceRefusedError `ingest.truncated`
 */
export async function refuseCutOffElement(
  file: FileHandle,
  container: ContainerName,
  fileBytes: number
): Promise<void> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
  const head = buffer.subarray(0, bytesRead)
  const declaredEnd =
    container === 'matroska' ? segmentEnd(head) : container === 'avi' ? riffEnd(head) : null
  if (declaredEnd !== null && declaredEnd > fileBytes) {
    throw new SourceRefusedError(
      'ingest.truncated',
      `The file is incomplete: it declares ${declaredEnd} bytes and has ${fileBytes}`
    )
  }
}

/** End of the first RIFF chunk; recorders that cannot seek leave its size at 0 or at the maximum. */
function riffEnd(head: Buffer): number | null {
  if (head.length < 8) return null
  const size = head.readUInt32LE(4)
  return size === 0 || size === 0xffffffff ? null : size + 8
}

/** End of the Matroska segment (RFC 8794 and 9559); null when its size is "unknown", as in live files. */
function segmentEnd(head: Buffer): number | null {
  const header = elementAt(head, 0)
  if (!header?.size) return null
  const segment = elementAt(head, header.contentStart + header.size)
  if (segment?.id !== EBML_SEGMENT_ID || segment.size === null) return null
  return segment.contentStart + segment.size
}

function elementAt(head: Buffer, offset: number) {
  const id = variableInteger(head, offset, true)
  if (!id) return null
  const size = variableInteger(head, offset + id.length, false)
  if (!size) return null
  const allOnes = 2 ** (7 * size.length) - 1
  return {
    id: id.value,
    size: size.value === allOnes ? null : size.value,
    contentStart: offset + id.length + size.length,
  }
}

/** RFC 8794 section 4: the leading zero bits of the first byte tell how many bytes follow. */
function variableInteger(head: Buffer, offset: number, keepMarker: boolean) {
  const first = head[offset]
  if (!first) return null
  const length = Math.clz32(first) - 23
  if (length > 8 || offset + length > head.length) return null
  let value = keepMarker ? first : first & (0xff >> length)
  for (let i = 1; i < length; i++) value = value * 256 + head[offset + i]!
  return { value, length }
}
