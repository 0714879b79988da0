import type { HashDriverContract } from '@adonisjs/core/types/hash'
import { hash, parseOptions, verify } from '@node-rs/argon2'

/** What one hash costs. */
export interface Argon2idCost {
  /** Memory that one hash fills, in KiB. */
  memory: number
  /** Passes over that memory. */
  iterations: number
}

/** argon2id on one lane (RFC 9106), kept as PHC strings; it runs in Node's thread pool. */
export class Argon2id implements HashDriverContract {
  constructor(private readonly cost: Argon2idCost) {}

  make(value: string): Promise<string> {
    const { memory, iterations } = this.cost
    return hash(value, { memoryCost: memory, timeCost: iterations, parallelism: 1 })
  }

  verify(hashed: string, value: string): Promise<boolean> {
    return verify(hashed, value)
  }

  isValidHash(value: string): boolean {
    if (!value.startsWith('$argon2id$')) return false
    try {
      parseOptions(value)
      return true
    } catch {
      return false
    }
  }

  /** Whether it was made at another cost, or is not of this kind at all. */
  needsReHash(hashed: string): boolean {
    if (!this.isValidHash(hashed)) return true
    const { memoryCost, timeCost, parallelism } = parseOptions(hashed)
    const { memory, iterations } = this.cost
    return memoryCost !== memory || timeCost !== iterations || parallelism !== 1
  }
}
