import { test } from '@japa/runner'
import fc from 'fast-check'
import { transposed } from '../../transposed.js'

const rowsOfTitles = fc.integer({ min: 1, max: 8 }).chain((titles) =>
  fc.record({
    titles: fc.constant(titles),
    rows: fc.array(fc.uniqueArray(fc.nat(titles - 1)), { maxLength: 10 }),
  })
)

test.group('Who watched a title', () => {
  test('is every cell once, with its weight, in the order of the profiles', ({ assert }) => {
    fc.assert(
      fc.property(rowsOfTitles, ({ titles, rows }) => {
        const columns = Uint32Array.from(rows.flat())
        const weights = Float32Array.from(columns, (_, cell) => cell + 1)
        let cells = 0
        const rowStart = Uint32Array.from([0, ...rows.map((row) => (cells += row.length))])
        const names = (count: number) => Array.from({ length: count }, String)
        const byTitle = transposed({
          profiles: names(rows.length),
          titles: names(titles),
          rowStart,
          columns,
          weights,
          times: new Float64Array(columns.length),
        })
        for (let title = 0; title < titles; title++) {
          const expected = rows.flatMap((row, profile) => {
            const place = row.indexOf(title)
            return place < 0 ? [] : [[profile, rowStart[profile]! + place + 1]]
          })
          const [from, to] = [byTitle.rowStart[title]!, byTitle.rowStart[title + 1]!]
          const found = Array.from(byTitle.columns.subarray(from, to), (profile, at) => [
            profile,
            byTitle.weights[from + at]!,
          ])
          assert.deepEqual(found, expected)
        }
      })
    )
  })
})
