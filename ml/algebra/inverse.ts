import type { Tensor2D } from '@tensorflow/tfjs-core'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Backend } from '../backend.js'
import { choleskyInverse } from './cholesky.js'

/** Blocks up to this size are inverted here, in 64 bits: the engine gains nothing on them. */
const LEAF = 96

/** About a second on WebAssembly. */
const PER_TURN = 1e10

export interface InversionOptions {
  /** Told the share done, 0 to 1. */
  onProgress?: (share: number) => void
  /** Multiplications between two turns of the event loop. */
  perTurn?: number
}

interface Inversion {
  tensors: TensorsInUse
  perTurn: number
  /** Told of so many multiplications that are done. */
  finished: (multiplications: number) => Promise<void>
}

/** Tensors that are disposed of also when the work fails half-way. */
class TensorsInUse {
  private readonly all = new Set<Tensor2D>()

  constructor(readonly tf: Backend['tf']) {}

  use(make: () => Tensor2D): Tensor2D {
    const tensor = this.tf.tidy(make)
    this.all.add(tensor)
    return tensor
  }

  release(...tensors: Tensor2D[]): void {
    this.tf.dispose(tensors)
    for (const tensor of tensors) this.all.delete(tensor)
  }

  releaseAll(): void {
    this.release(...this.all)
  }
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
 * @throws RangeError when the matrix is not positive definite
 */
export async function invertPositiveDefinite(
  matrix: Float32Array,
  size: number,
  { tf }: Backend,
  { onProgress, perTurn = PER_TURN }: InversionOptions = {}
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
  const tensors = new TensorsInUse(tf)
  try {
    const block = tensors.use(() => tf.tensor2d(matrix, [size, size]))
    const inverse = await invert(block, { tensors, perTurn, finished })
    matrix.set(await inverse.data())
  } finally {
    tensors.releaseAll()
  }
  scaleBoth(matrix, scale)
}

/** Inverts one block, and disposes of it. */
async function invert(block: Tensor2D, inversion: Inversion): Promise<Tensor2D> {
  const { tensors } = inversion
  const { tf } = tensors
  const size = block.shape[0]
  if (size <= LEAF) {
    const inverse = choleskyInverse(Float64Array.from(await block.data()), size)
    tensors.release(block)
    return tensors.use(() => tf.tensor2d(Float32Array.from(inverse), [size, size]))
  }
  const head = Math.ceil(size / 2)
  const tail = size - head
  const e = tensors.use(() => tf.slice(block, [0, 0], [head, head]))
  const f = tensors.use(() => tf.slice(block, [0, head], [head, tail]))
  const h = tensors.use(() => tf.slice(block, [head, head], [tail, tail]))
  tensors.release(block)
  const eInverse = await invert(e, inversion)
  const w = await multiply(eInverse, f, inversion)
  const fw = await multiplyTransposed(f, w, inversion)
  const schur = tensors.use(() => tf.sub(h, fw))
  tensors.release(f, h, fw)
  const sInverse = await invert(schur, inversion)
  const ws = await multiply(w, sInverse, inversion)
  const wTransposed = tensors.use(() => tf.transpose(w))
  tensors.release(w)
  const wsw = await multiply(ws, wTransposed, inversion)
  const topLeft = tensors.use(() => tf.add(eInverse, wsw))
  tensors.release(eInverse, wTransposed, wsw)
  const top = tensors.use(() => tf.concat([topLeft, tf.neg(ws)], 1))
  tensors.release(topLeft)
  const bottom = tensors.use(() => tf.concat([tf.neg(tf.transpose(ws)), sInverse], 1))
  tensors.release(ws, sInverse)
  const inverse = tensors.use(() => tf.concat([top, bottom], 0))
  tensors.release(top, bottom)
  return inverse
}

/** Aᵀ · B, with Aᵀ made before: WebAssembly has only a slow product for what is to be transposed. */
async function multiplyTransposed(
  a: Tensor2D,
  b: Tensor2D,
  inversion: Inversion
): Promise<Tensor2D> {
  const transposed = inversion.tensors.use(() => inversion.tensors.tf.transpose(a))
  const product = await multiply(transposed, b, inversion)
  inversion.tensors.release(transposed)
  return product
}

/** A · B, in bands of rows where it is large. */
async function multiply(
  a: Tensor2D,
  b: Tensor2D,
  { tensors, perTurn, finished }: Inversion
): Promise<Tensor2D> {
  const { tf } = tensors
  const [rows, inner] = a.shape
  const perRow = inner * b.shape[1]
  const band = Math.max(1, Math.min(rows, Math.floor(perTurn / perRow)))
  const bands: Tensor2D[] = []
  for (let from = 0; from < rows; from += band) {
    const height = Math.min(band, rows - from)
    bands.push(tensors.use(() => tf.matMul(tf.slice(a, [from, 0], [height, inner]), b)))
    await finished(height * perRow)
  }
  if (bands.length === 1) return bands[0]!
  const product = tensors.use(() => tf.concat(bands, 0))
  tensors.release(...bands)
  return product
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
  const size = scale.length
  for (let row = 0; row < size; row++) {
    const cells = matrix.subarray(row * size, (row + 1) * size)
    for (let column = 0; column < size; column++) {
      cells[column] = cells[column]! * scale[row]! * scale[column]!
    }
  }
}
