import { endianness } from 'node:os'
import type { ModelParts } from '../models/model.js'
import { ArtefactDamaged } from './artefact_damaged.js'

type NamedArray = ModelParts['arrays'][string]

/** Where an array lies in the file. */
export interface ArrayPlace {
  name: string
  type: keyof typeof TYPES
  /** From the beginning of the file, in bytes; a multiple of 8. */
  offset: number
  /** In elements. */
  length: number
}

const TYPES = {
  float32: Float32Array,
  float64: Float64Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
}

/** As wide as the widest element, so that a view may begin at each array. */
const ALIGNMENT = 8

const aligned = (offset: number) => Math.ceil(offset / ALIGNMENT) * ALIGNMENT

/** The arrays one after another, little-endian, in the order of their names. */
export function layOut(arrays: ModelParts['arrays']): { places: ArrayPlace[]; bytes: Uint8Array } {
  const places: ArrayPlace[] = []
  let size = 0
  for (const name of Object.keys(arrays).sort()) {
    const array = arrays[name]!
    places.push({ name, type: typeOf(array), offset: size, length: array.length })
    size = aligned(size + array.byteLength)
  }
  const bytes = new Uint8Array(size)
  for (const { name, offset } of places) {
    const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT } = arrays[name]!
    const target = bytes.subarray(offset, offset + byteLength)
    target.set(new Uint8Array(buffer, byteOffset, byteLength))
    toLittleEndian(target, BYTES_PER_ELEMENT)
  }
  return { places, bytes }
}

/**
 * The arrays of a file, as views of it.
 * @throws E_ARTEFACT_DAMAGED when an array would lie outside the file, or is of no known type
 */
export function viewsOf(
  file: Uint8Array,
  places: readonly ArrayPlace[],
  id: string
): ModelParts['arrays'] {
  const bytes = file.byteOffset % ALIGNMENT === 0 ? file : new Uint8Array(file)
  const arrays: Record<string, NamedArray> = {}
  for (const { name, type, offset, length } of places) {
    const View = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
    if (!View) throw new ArtefactDamaged(id, `${name} is of an unknown type`)
    const byteLength = length * View.BYTES_PER_ELEMENT
    const fits = offset >= 0 && length >= 0 && offset + byteLength <= bytes.byteLength
    if (!fits || offset % ALIGNMENT !== 0) {
      throw new ArtefactDamaged(id, `${name} does not lie within its file`)
    }
    toLittleEndian(bytes.subarray(offset, offset + byteLength), View.BYTES_PER_ELEMENT)
    arrays[name] = new View(bytes.buffer as ArrayBuffer, bytes.byteOffset + offset, length)
  }
  return arrays
}

function typeOf(array: NamedArray): ArrayPlace['type'] {
  const found = Object.entries(TYPES).find(([, type]) => array instanceof type)
  return found![0] as ArrayPlace['type']
}

/** Turns elements around on a big-endian machine, to and fro alike. */
function toLittleEndian(bytes: Uint8Array, elementBytes: number): void {
  if (endianness() === 'LE') return
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (elementBytes === 2) buffer.swap16()
  else if (elementBytes === 4) buffer.swap32()
  else buffer.swap64()
}
