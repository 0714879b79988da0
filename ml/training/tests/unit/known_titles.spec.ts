import { test } from '@japa/runner'
import type { History } from '../../../dataset/interactions.js'
import { KnownTitles } from '../../known_titles.js'

/** Scores a title by its index, more when it was watched; and notes what it was asked. */
class Asked {
  readonly titleCount = 3
  histories: History[] = []

  score(history: History, _: number, out: Float32Array) {
    this.histories.push(history)
    for (let title = 0; title < out.length; title++) out[title] = title + 1
    for (const title of history.titles) out[title]! += 100
  }
}

test.group('A model on other titles', () => {
  test('is told of those that it knows, and ranks no others', ({ assert }) => {
    const model = new Asked()
    const known = new KnownTitles(model, ['a', 'b', 'c'], ['c', 'new', 'a'])
    const out = new Float32Array(3)
    const history = {
      titles: Uint32Array.of(1, 2),
      weights: Float32Array.of(0.5, 1),
      times: Float64Array.of(10, 20),
    }
    known.score(history, 30, out)
    assert.equal(known.known, 2)
    assert.deepEqual(model.histories, [
      { titles: Uint32Array.of(0), weights: Float32Array.of(1), times: Float64Array.of(20) },
    ])
    assert.deepEqual([...out], [3, Number.NEGATIVE_INFINITY, 101])
  })
})
