import { isUtf8 } from 'node:buffer'

const FIRST_SLOTS = 2 ** 12
/** Above this share of slots in use, searching slows down. */
const FULLEST = 0.5

/** FNV-1a, 32 bits (Fowler, Noll and Vo). */
const OFFSET_BASIS = 0x811c9dc5
const PRIME = 0x01000193

/**
 * Ids by their bytes, in the order in which they came: an open hash table that makes a string only
 * for an id it has not met, as making one per line would take most of the time of reading.
 */
export class IdTable {
  /** Texts of the ids, by index. */
  readonly list: string[] = []
  /** Index + 1 of an id, or 0. A power of two. */
  #slots = new Uint32Array(FIRST_SLOTS)
  /** By index: hash, and where its bytes end; they begin where those before it end. */
  #hashes = new Uint32Array(FIRST_SLOTS)
  #ends = new Uint32Array(FIRST_SLOTS)
  #bytes = Buffer.alloc(FIRST_SLOTS * 16)

  /** The id's index, added where it is new; -1 when its bytes are no UTF-8. */
  findOrAdd(bytes: Buffer, from: number, to: number): number {
    const hash = hashOf(bytes, from, to)
    const mask = this.#slots.length - 1
    let slot = hash & mask
    for (let held = this.#slots[slot]!; held !== 0; held = this.#slots[slot]!) {
      if (this.#hashes[held - 1] === hash && this.#isSame(held - 1, bytes, from, to)) {
        return held - 1
      }
      slot = (slot + 1) & mask
    }
    return this.#add(hash, slot, bytes.subarray(from, to))
  }

  #isSame(index: number, bytes: Buffer, from: number, to: number): boolean {
    const start = index === 0 ? 0 : this.#ends[index - 1]!
    if (this.#ends[index]! - start !== to - from) return false
    for (let at = from; at < to; at++) {
      if (bytes[at] !== this.#bytes[start + at - from]) return false
    }
    return true
  }

  #add(hash: number, slot: number, id: Buffer): number {
    if (!isUtf8(id)) return -1
    const index = this.list.length
    const start = index === 0 ? 0 : this.#ends[index - 1]!
    if (start + id.length > this.#bytes.length) {
      this.#bytes = Buffer.concat(
        [this.#bytes],
        Math.max(this.#bytes.length * 2, start + id.length)
      )
    }
    id.copy(this.#bytes, start)
    this.#ends[index] = start + id.length
    this.#hashes[index] = hash
    this.#slots[slot] = index + 1
    this.list.push(id.toString('utf8'))
    if (this.list.length > this.#slots.length * FULLEST) this.#grow()
    return index
  }

  #grow(): void {
    const size = this.#slots.length * 2
    this.#hashes = grown(this.#hashes, size)
    this.#ends = grown(this.#ends, size)
    this.#slots = new Uint32Array(size)
    for (let index = 0; index < this.list.length; index++) {
      let slot = this.#hashes[index]! & (size - 1)
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (size - 1)
      this.#slots[slot] = index + 1
    }
  }
}

function hashOf(bytes: Buffer, from: number, to: number): number {
  let hash = OFFSET_BASIS
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, PRIME)
  // Low bits choose the slot, and those of FNV depend on few bits of the last bytes.
  return (hash ^ (hash >>> 15)) >>> 0
}

function grown(array: Uint32Array<ArrayBuffer>, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size)
  larger.set(array)
  return larger
}
