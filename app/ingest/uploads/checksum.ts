import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import { E_UPLOAD_PROTOCOL } from '../errors.js'

/** Of the tus checksum extension; sha1 is the one that each server must have. */
export const CHECKSUM_ALGORITHMS = ['sha256', 'sha1'] as const
type Algorithm = (typeof CHECKSUM_ALGORITHMS)[number]

/** A body passes through and is held against its checksum; a wrong one ends in an error. */
export class ChecksumCheck extends Transform {
  mismatch = false
  readonly #hash
  readonly #expected: Buffer

  private constructor(algorithm: Algorithm, expected: Buffer) {
    super()
    this.#hash = createHash(algorithm)
    this.#expected = expected
  }

  /**
   * Reads `Upload-Checksum: sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=` (tus 1.0.0, checksum extension).
   * @throws E_UPLOAD_PROTOCOL when it cannot be read or names another algorithm
   */
  static of(header: string): ChecksumCheck {
    const [algorithm = '', encoded = ''] = header.trim().split(' ')
    const known = CHECKSUM_ALGORITHMS.find((name) => name === algorithm)
    const expected = Buffer.from(encoded, 'base64')
    if (!known || expected.length !== createHash(known).digest().length) {
      throw new E_UPLOAD_PROTOCOL({
        detail: `Upload-Checksum must be one of ${CHECKSUM_ALGORITHMS.join(', ')} and its digest in base64.`,
      })
    }
    return new ChecksumCheck(known, expected)
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: (e: null, c: Buffer) => void) {
    this.#hash.update(chunk)
    done(null, chunk)
  }

  override _flush(done: (error?: Error) => void) {
    this.mismatch = !this.#hash.digest().equals(this.#expected)
    done(this.mismatch ? new Error('The body does not match its checksum') : undefined)
  }
}
