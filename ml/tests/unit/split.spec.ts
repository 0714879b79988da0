import { test } from '@japa/runner'
import fc from 'fast-check'
import { historyOf, type Interactions } from '#ml/dataset/interactions'
import { E_TOO_LITTLE_DATA } from '#ml/errors'
import { split, SPLIT_KINDS, splitByTime, splitLast, splitRandomly } from '#ml/split'
import { interactionsOf } from '#ml/tests/interactions_of'

const TITLES = 12

const cell = fc.record({
  title: fc.nat(TITLES - 1),
  weight: fc.constantFrom(0, 0.5, 1),
  time: fc.integer({ min: 1e9, max: 1.1e9 }),
})
const matrix = fc
  .array(fc.uniqueArray(cell, { selector: ({ title }) => title, maxLength: TITLES }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((rows) =>
    interactionsOf(
      rows.map((row) => row.toSorted((a, b) => a.time - b.time)),
      TITLES
    )
  )

/** Cells of a matrix as text, row by row. */
function cellsOf(data: Interactions): string[][] {
  return data.profiles.map((_, profile) => {
    const { titles, weights, times } = historyOf(data, profile)
    return Array.from(titles, (title, place) => `${title} ${weights[place]} ${times[place]}`)
  })
}

/** Null where too little is left for one of the sides. */
function splitOrNull(...call: Parameters<typeof split>) {
  try {
    return split(...call)
  } catch (error) {
    if (error instanceof E_TOO_LITTLE_DATA) return null
    throw error
  }
}

const times = (data: Interactions) => Array.from(data.times)

test.group('Split', () => {
  for (const kind of SPLIT_KINDS) {
    test(`${kind}: nothing is lost, nothing is in both, and order stays`, ({ assert }) => {
      fc.assert(
        fc.property(matrix, fc.integer(), (data, seed) => {
          const sides = splitOrNull(data, kind, seed)
          if (!sides) return
          const { train, heldOut } = sides
          const [before, kept, held] = [cellsOf(data), cellsOf(train), cellsOf(heldOut)]
          for (const [row, cells] of before.entries()) {
            assert.deepEqual(
              cells.filter((text) => kept[row]!.includes(text)),
              kept[row]!
            )
            assert.deepEqual(
              cells.filter((text) => !kept[row]!.includes(text)),
              held[row]!
            )
          }
          assert.deepEqual([train.profiles, train.titles], [data.profiles, data.titles])
          assert.deepEqual([heldOut.profiles, heldOut.titles], [data.profiles, data.titles])
          assert.isTrue(heldOut.weights.every((weight) => weight > 0))
          assert.deepEqual(split(data, kind, seed), sides)
        })
      )
    })
  }

  test('random holds out a fifth of the likes, others with another seed', ({ assert }) => {
    const row = Array.from({ length: 200 }, (_, title) => title)
    const data = interactionsOf(
      Array.from({ length: 100 }, () => row),
      200
    )
    const first = splitRandomly(data, 1).heldOut
    assert.closeTo(first.columns.length, 4000, 200)
    assert.notDeepEqual(splitRandomly(data, 2).heldOut.columns, first.columns)
  })

  test('last holds out the newest like of those who have two', ({ assert }) => {
    const data = interactionsOf(
      [[0, 1, 2], [3], [], [4, 5, { title: 6, weight: 0 }], [7, { title: 8, weight: 0 }]],
      9
    )
    const { train, heldOut } = splitLast(data)
    assert.deepEqual(Array.from(heldOut.columns), [2, 5])
    assert.deepEqual(Array.from(heldOut.rowStart), [0, 1, 1, 1, 2, 2])
    assert.deepEqual(Array.from(train.columns), [0, 1, 3, 4, 6, 7, 8])
  })

  test('time holds out what happened later than all that is trained on', ({ assert }) => {
    const rows = Array.from({ length: 10 }, (_, profile) =>
      Array.from({ length: 10 }, (__, title) => ({ title, time: 1e9 + title * 10 + profile }))
    )
    const { train, heldOut } = splitByTime(interactionsOf(rows, 10))
    assert.equal(heldOut.columns.length, 20)
    assert.isBelow(Math.max(...times(train)), Math.min(...times(heldOut)))
  })

  test('what cannot be split is refused', ({ assert }) => {
    const refused = (data: Interactions, kind: (typeof SPLIT_KINDS)[number]) =>
      assert.throws(() => split(data, kind, 42), /cannot be split/)
    for (const kind of SPLIT_KINDS) refused(interactionsOf([[]], 3), kind)
    refused(interactionsOf([[0], [1]], 3), 'last')
    // Without times nothing is later than anything else.
    refused(interactionsOf([[0, 1, 2]], 3), 'time')
  })
})
