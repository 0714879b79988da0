import type { Tensor2D } from '@tensorflow/tfjs-core'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Backend } from '../backend.js'
import { choleskyInverse } from './cholesky.js'

/** Blocks up to this size are inverted here, in 64 bits: the engine gains nothing on them. */
const LEAF = 96

interface Inversion {
  tf: Backend['tf']
  /** Tensors that are in use: disposed of also when the work fails half-way. */
  inUse: Set<Tensor2D>
  /** Told of a finished product of so many multiplications. */
  finished: (multiplications: number) => Promise<void>
}

/**
 * The inverse of a symmetric positive definite matrix, in 32 bits, with its work in matrix products on
 * the backend: by blocks, over the Schur complement. With A = [[E, F], [Fᵀ, H]], W = E⁻¹F and
 * S = H - FᵀW,
 *
 *     A⁻¹ = [[E⁻¹ + W S⁻¹ Wᵀ, -W S⁻¹], [-S⁻¹ Wᵀ, S⁻¹]]
 *
 * and E and S are inverted the same way: 4/3 n³ operations in all. Before that, rows and columns are
 * scaled to a diagonal of 1, since popular titles are some thousand times as large as rare ones, and
 * rounding would be measured by the popular ones. The event loop turns between products.
 * @param matrix [size × size], row by row; overwritten by its inverse
 * @param onProgress told the share done, 0 to 1
 * @throws RangeError when the matrix is not positive definite
 */
export async function invertPositiveDefinite(
  matrix: Float32Array,
  size: number,
  { tf }: Backend,
  onProgress?: (share: number) => void
): Promise<void> {
  if (size === 0) return
  const scale = unitDiagonalScale(matrix, size)
  scaleBoth(matrix, scale)
  const whole = (2 / 3) * size ** 3
  let done = 0
  const finished = async (multiplications: number) => {
    done += multiplications
    onProgress?.(Math.min(1, done / whole))
    await nextTurn()
  }
  const inUse = new Set<Tensor2D>()
  try {
    const block = tf.tensor2d(matrix, [size, size])
    inUse.add(block)
    const inverse = await invert(block, { tf, inUse, finished })
    matrix.set(await inverse.data())
  } finally {
    tf.dispose([...inUse])
  }
  scaleBoth(matrix, scale)
}

/**
 * Inverts one block, and disposes of it. Transposes are made before a product, as WebAssembly has a
 * slow one only for what is to be transposed on the way.
 */
async function invert(block: Tensor2D, inversion: Inversion): Promise<Tensor2D> {
  const { tf, inUse, finished } = inversion
  const use = (make: () => Tensor2D) => {
    const tensor = tf.tidy(make)
    inUse.add(tensor)
    return tensor
  }
  const release = (...tensors: Tensor2D[]) => {
    tf.dispose(tensors)
    for (const tensor of tensors) inUse.delete(tensor)
  }
  const size = block.shape[0]
  if (size <= LEAF) {
    const inverse = choleskyInverse(Float64Array.from(await block.data()), size)
    release(block)
    return use(() => tf.tensor2d(Float32Array.from(inverse), [size, size]))
  }
  const head = Math.ceil(size / 2)
  const tail = size - head
  const e = use(() => tf.slice(block, [0, 0], [head, head]))
  const f = use(() => tf.slice(block, [0, head], [head, tail]))
  const h = use(() => tf.slice(block, [head, head], [tail, tail]))
  release(block)
  const eInverse = await invert(e, inversion)
  const w = use(() => tf.matMul(eInverse, f))
  await finished(head * head * tail)
  const schur = use(() => tf.sub(h, tf.matMul(tf.transpose(f), w)))
  release(f, h)
  await finished(head * tail * tail)
  const sInverse = await invert(schur, inversion)
  const ws = use(() => tf.matMul(w, sInverse))
  await finished(head * tail * tail)
  const topLeft = use(() => tf.add(eInverse, tf.matMul(ws, tf.transpose(w))))
  release(eInverse, w)
  await finished(head * head * tail)
  const top = use(() => tf.concat([topLeft, tf.neg(ws)], 1))
  release(topLeft)
  const bottom = use(() => tf.concat([tf.neg(tf.transpose(ws)), sInverse], 1))
  release(ws, sInverse)
  const inverse = use(() => tf.concat([top, bottom], 0))
  release(top, bottom)
  return inverse
}

/** d with d² · diagonal = 1. */
function unitDiagonalScale(matrix: Float32Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, index) => {
    const diagonal = matrix[index * size + index]!
    if (!(diagonal > 0)) {
      throw new RangeError(`Not positive definite: the diagonal holds ${diagonal} at ${index}`)
    }
    return 1 / Math.sqrt(diagonal)
  })
}

/** matrix[r, c] · scale[r] · scale[c], in place. */
function scaleBoth(matrix: Float32Array, scale: Float64Array): void {
  let cell = 0
  for (const row of scale) {
    for (const column of scale) {
      matrix[cell] = matrix[cell]! * row * column
      cell++
    }
  }
}
