import { test } from '@japa/runner'
import { openBackend } from '../../../backend.js'
import { gaussian, seededRandom } from '../../../random.js'
import { choleskyInverse } from '../../cholesky.js'
import { invertPositiveDefinite } from '../../inverse.js'

/** Positive definite and badly scaled, as a Gram matrix of titles is: few popular, most of them rare. */
function gramLike(size: number, seed: number): Float32Array {
  const random = seededRandom(seed)
  const factors = Array.from({ length: size }, (_, row) =>
    Array.from({ length: 24 }, () => (gaussian(random) * 60) / (1 + row / 8))
  )
  const matrix = new Float32Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const product = factors[row]!.reduce((sum, value, k) => sum + value * factors[column]![k]!, 0)
      matrix[row * size + column] = product + (row === column ? 300 : 0)
    }
  }
  return matrix
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0)
}

/** The largest cell of |A · B - I|. */
function residual(a: ArrayLike<number>, b: ArrayLike<number>, size: number): number {
  let most = 0
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = row === column ? -1 : 0
      for (let k = 0; k < size; k++) sum += a[row * size + k]! * b[k * size + column]!
      most = Math.max(most, Math.abs(sum))
    }
  }
  return most
}

test.group('Inverse', () => {
  test('of a 2 × 2 matrix, by hand', async ({ assert }) => {
    // 1 / (4 · 3 - 2 · 2) · [[3, -2], [-2, 4]]
    const expected = [0.375, -0.25, -0.25, 0.5]
    assert.isBelow(
      largestDifference(choleskyInverse(Float64Array.of(4, 2, 2, 3), 2), expected),
      1e-15
    )
    const matrix = Float32Array.of(4, 2, 2, 3)
    await invertPositiveDefinite(matrix, 2, await openBackend())
    assert.isBelow(largestDifference(matrix, expected), 1e-7)
  })

  test('a small one in 64 bits times its matrix is the unit matrix', ({ assert }) => {
    const matrix = gramLike(60, 1)
    const inverse = choleskyInverse(Float64Array.from(matrix), 60)
    assert.isBelow(residual(matrix, inverse, 60), 1e-10)
  })

  for (const engine of ['wasm', undefined] as const) {
    for (const size of [1, 96, 97, 193, 401]) {
      test(`of ${size} titles agrees with the one in 64 bits, on ${engine ?? 'the best engine'}`, async ({
        assert,
      }) => {
        const backend = await openBackend(engine)
        const tensors = backend.tf.memory().numTensors
        const matrix = gramLike(size, size)
        const exact = choleskyInverse(Float64Array.from(matrix), size)
        await invertPositiveDefinite(matrix, size, backend)
        const scale = exact.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
        assert.isBelow(largestDifference(matrix, exact) / scale, 2e-5)
        assert.equal(backend.tf.memory().numTensors, tensors)
      })
    }
  }

  test('tells how far it is, up to the end', async ({ assert }) => {
    const shares: number[] = []
    const backend = await openBackend()
    await invertPositiveDefinite(gramLike(300, 5), 300, backend, {
      onProgress: (share) => shares.push(share),
    })
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b)
    )
    assert.isAtLeast(shares.length, 8)
    assert.approximately(shares.at(-1)!, 1, 0.1)
  })

  test('in bands of rows, with turns of the event loop between, is the same', async ({
    assert,
  }) => {
    const [whole, banded] = [gramLike(300, 7), gramLike(300, 7)]
    const backend = await openBackend()
    const tensors = backend.tf.memory().numTensors
    await invertPositiveDefinite(whole, 300, backend)
    let turns = 0
    await invertPositiveDefinite(banded, 300, backend, {
      perTurn: 150 * 150 * 10,
      onProgress: () => turns++,
    })
    assert.isAbove(turns, 4 * 15)
    const largest = whole.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    assert.isBelow(largestDifference(whole, banded) / largest, 1e-5)
    assert.equal(backend.tf.memory().numTensors, tensors)
  })

  test('of a matrix that is not positive definite is refused, and leaves no tensor behind', async ({
    assert,
  }) => {
    const backend = await openBackend()
    const tensors = backend.tf.memory().numTensors
    const indefinite = gramLike(200, 6)
    indefinite[150 * 200 + 20] = indefinite[20 * 200 + 150] = 1e6
    const zero = new Float32Array(4)
    for (const [matrix, size] of [
      [indefinite, 200],
      [zero, 2],
    ] as const) {
      const refused = await invertPositiveDefinite(matrix, size, backend).then(
        () => null,
        (error: Error) => error
      )
      assert.instanceOf(refused, RangeError)
      assert.match(refused!.message, /Not positive definite/)
    }
    assert.equal(backend.tf.memory().numTensors, tensors)
  })
})
