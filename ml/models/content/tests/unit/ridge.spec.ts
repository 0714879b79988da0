import { test } from '@japa/runner'
import fc from 'fast-check'
import { ridgeRegression } from '../../ridge.js'

const value = fc.float({ min: -2, max: 2, noNaN: true })

/** Up to 6 titles of up to 4 features, 2 columns to learn, and which titles to learn from. */
const problems = fc
  .record({ titles: fc.integer({ min: 1, max: 6 }), features: fc.integer({ min: 1, max: 4 }) })
  .chain(({ titles, features }) =>
    fc.record({
      features: fc.constant(features),
      X: fc.array(fc.array(value, { minLength: features, maxLength: features }), {
        minLength: titles,
        maxLength: titles,
      }),
      Y: fc.array(value, { minLength: 2 * titles, maxLength: 2 * titles }),
      rows: fc.uniqueArray(fc.nat(titles - 1)),
      ridge: fc.constantFrom(0.1, 1, 10),
    })
  )

test.group('Ridge regression', () => {
  test('gives what the closed form gives', ({ assert }) => {
    fc.assert(
      fc.property(problems, ({ features, X, Y, rows, ridge }) => {
        const found = ridgeRegression(
          sparse(X, features),
          Float32Array.from(Y),
          2,
          Uint32Array.from(rows),
          ridge
        )
        const expected = closedForm(X, Y, rows, ridge)
        found.forEach((number, at) => assert.closeTo(number, expected[at]!, 1e-3))
      })
    )
  })
})

function sparse(X: number[][], features: number) {
  const cells = X.map((row) =>
    row.flatMap((weight, column) => (weight === 0 ? [] : [[column, weight] as const]))
  )
  let count = 0
  return {
    names: Array.from({ length: features }, (_, feature) => `genre:${feature}`),
    rowStart: Uint32Array.from([0, ...cells.map((row) => (count += row.length))]),
    columns: Uint32Array.from(cells.flat(), ([column]) => column),
    weights: Float32Array.from(cells.flat(), ([, weight]) => weight),
  }
}

/** `X Kᵀ (K Kᵀ + ridge)⁻¹ Y_K`, K being the rows that are learned from (Saunders et al. 1998). */
function closedForm(X: number[][], Y: number[], rows: number[], ridge: number): number[] {
  const dot = (a: number[], b: number[]) => a.reduce((sum, one, at) => sum + one * b[at]!, 0)
  const system = rows.map((row, i) => [
    ...rows.map((other, j) => dot(X[row]!, X[other]!) + (i === j ? ridge : 0)),
    Math.fround(Y[2 * row]!),
    Math.fround(Y[2 * row + 1]!),
  ])
  eliminate(system)
  return X.flatMap((x) =>
    [0, 1].map((column) =>
      rows.reduce((sum, row, i) => sum + dot(x, X[row]!) * system[i]![rows.length + column]!, 0)
    )
  )
}

/** Gauss and Jordan: the left part of the lines becomes the identity. */
function eliminate(lines: number[][]): void {
  for (const [at, line] of lines.entries()) {
    const pivot = line[at]!
    line.forEach((_, column) => (line[column]! /= pivot))
    for (const other of lines) {
      if (other === line) continue
      const factor = other[at]!
      other.forEach((_, column) => (other[column]! -= factor * line[column]!))
    }
  }
}
