import { test } from '@japa/runner'
import fc from 'fast-check'
import { NormalEquations } from '../../normal_equations.js'

/** Systems of 2 to 10 dimensions over 1 to 12 factors, of which a row holds some. */
const systems = fc
  .record({ half: fc.integer({ min: 1, max: 5 }), rows: fc.integer({ min: 1, max: 12 }) })
  .chain(({ half, rows }) => {
    const value = fc.float({ min: -2, max: 2, noNaN: true })
    return fc.record({
      dimensions: fc.constant(2 * half),
      factors: fc.array(value, { minLength: 2 * half * rows, maxLength: 2 * half * rows }),
      columns: fc.array(fc.nat(rows - 1), { maxLength: 11 }),
      weights: fc.array(fc.float({ min: 0, max: 4, noNaN: true }), {
        minLength: 11,
        maxLength: 11,
      }),
      ridge: fc.double({ min: 0.1, max: 3, noNaN: true }),
    })
  })

test.group('A system of normal equations', () => {
  test('is solved: A x gives b back', ({ assert }) => {
    fc.assert(
      fc.property(systems, ({ dimensions, factors, columns, weights, ridge }) => {
        const all = Float32Array.from(factors)
        const equations = new NormalEquations(dimensions)
        const gram = new Float64Array(dimensions * dimensions)
        equations.gramOf(all, 0.5, gram)
        equations.begin(gram, ridge)
        equations.add(all, Uint32Array.from(columns), Float32Array.from(weights), 0, columns.length)
        const b = equations.right.slice()
        equations.factorise()
        const x = b.slice()
        equations.solve(x)

        const { A, expected } = plainly(all, dimensions, columns, weights, ridge)
        for (let row = 0; row < dimensions; row++) {
          assert.closeTo(b[row]!, expected[row]!, 1e-9)
          const product = A[row]!.reduce((sum, value, column) => sum + value * x[column]!, 0)
          assert.closeTo(product, expected[row]!, 1e-7)
        }
      })
    )
  })
})

/** The same A and b, written down as they are defined. */
function plainly(
  factors: Float32Array,
  dimensions: number,
  columns: number[],
  weights: number[],
  ridge: number
) {
  const factor = (row: number) => factors.subarray(row * dimensions, (row + 1) * dimensions)
  const A = Array.from({ length: dimensions }, (_, row) =>
    Array.from({ length: dimensions }, (__, column) => (row === column ? ridge : 0))
  )
  const expected = new Array<number>(dimensions).fill(0)
  const addOuter = (row: number, weight: number) => {
    const f = factor(row)
    A.forEach((line, i) => line.forEach((_, j) => (line[j]! += weight * f[i]! * f[j]!)))
  }
  for (let row = 0; row < factors.length / dimensions; row++) addOuter(row, 0.5)
  columns.forEach((row, at) => {
    const weight = Math.fround(weights[at]!)
    addOuter(row, weight)
    factor(row).forEach((value, d) => (expected[d]! += weight * value))
  })
  return { A, expected }
}
