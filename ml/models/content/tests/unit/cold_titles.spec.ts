import { test } from '@japa/runner'
import fc from 'fast-check'
import { interactionsOf } from '#ml/tests/interactions_of'
import { ColdTitles } from '../../cold_titles.js'

const scores = fc.float({ min: -50, max: 50, noNaN: true })
const twenty = fc
  .array(scores, { minLength: 20, maxLength: 20 })
  .map((list) => Float32Array.from(list))

test.group('Titles that few have watched', () => {
  test('count by their own viewers the more there are, until there are enough', ({ assert }) => {
    const rows = [[0, 1], [0], [0, { title: 1, weight: 0 }]]
    assert.deepEqual([...ColdTitles.of(interactionsOf(rows, 3), 4).shares], [0.75, 0.25, 0])
    assert.deepEqual([...ColdTitles.of(interactionsOf(rows, 3), 2).shares], [1, 0.5, 0])
  })

  test('what is known for sure keeps its score, whatever the content says', ({ assert }) => {
    fc.assert(
      fc.property(twenty, twenty, (own, byContent) => {
        const mixed = own.slice()
        new ColdTitles(Float32Array.from(own, (_, title) => (title < 15 ? 1 : 0))).mix(
          mixed,
          byContent
        )
        assert.isTrue(own.subarray(0, 15).every((score, title) => score === mixed[title]))
        assert.isTrue(mixed.every(Number.isFinite))
      })
    )
  })

  test('an unknown title stands among the known ones where the content puts it, on any scale', ({
    assert,
  }) => {
    const byContent = Float32Array.of(10, 20, 30, 40, 25, 35)
    const known = Float32Array.of(1, 1, 1, 1, 0, 0)
    for (const scale of [0.001, 1, 1000]) {
      const mixed = Float32Array.of(1, 2, 3, 4, 0, 0).map((score) => score * scale)
      new ColdTitles(known).mix(mixed, byContent)
      assert.closeTo(mixed[4]! / scale, 2.5, 1e-3)
      assert.closeTo(mixed[5]! / scale, 3.5, 1e-3)
    }
  })

  test('where nothing is known, or all content is alike, nobody is put before another', ({
    assert,
  }) => {
    const unknown = Float32Array.of(3, 1, 2)
    new ColdTitles(new Float32Array(3)).mix(unknown, Float32Array.of(1, 2, 3))
    assert.deepEqual([...unknown], [0, 0, 0])

    const alike = Float32Array.of(3, 1, 0)
    new ColdTitles(Float32Array.of(1, 1, 0)).mix(alike, Float32Array.of(7, 7, 7))
    assert.deepEqual([...alike], [3, 1, 2])
  })
})
