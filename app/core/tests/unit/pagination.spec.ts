import { test } from '@japa/runner'
import fc from 'fast-check'
import { decodeCursor, encodeCursor, toPage } from '#core/pagination'
import { ProblemError } from '#core/problem'

test.group('Pages of a list', () => {
  test('every row comes once, in order, whatever the page size', ({ assert }) => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 7 }), (ids, limit) => {
        const rows = [...ids].sort((a, b) => a - b)
        const seen: number[] = []
        let cursor: string | undefined
        do {
          const after = decodeCursor(cursor, 1)?.[0]
          const rest = rows.filter((id) => after === undefined || id > (after as number))
          const page = toPage(
            rest.slice(0, limit + 1),
            limit,
            (id) => [id],
            (id) => id
          )
          seen.push(...page.items)
          cursor = page.nextCursor ?? undefined
        } while (cursor)
        assert.deepEqual(seen, rows)
      })
    )
  })

  test('a cursor survives the round trip', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), (key) => {
        assert.deepEqual(decodeCursor(encodeCursor(key), key.length), key)
      })
    )
  })

  for (const forged of ['', 'x', 'bnVsbA', encodeCursor(['one', 'too many']), 'eyJhIjoxfQ']) {
    test(`refuses "${forged}", which no list gave`, ({ assert }) => {
      try {
        decodeCursor(forged, 1)
        assert.fail('the cursor was taken')
      } catch (error) {
        assert.instanceOf(error, ProblemError)
        assert.equal((error as ProblemError).status, 422)
      }
    })
  }
})
