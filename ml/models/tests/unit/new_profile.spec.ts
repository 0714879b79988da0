import { test } from '@japa/runner'
import fc from 'fast-check'
import { withFavourites } from '../../new_profile.js'
import { likesOf } from '../planted_tastes.js'

const favourites = { titles: Uint32Array.of(7, 8), chosenAt: 1_600_000_000 }

test.group('A new profile', () => {
  test('is known by its favourites alone at first', ({ assert }) => {
    const history = withFavourites(likesOf(), favourites)
    assert.deepEqual(history, {
      titles: Uint32Array.of(7, 8),
      weights: Float32Array.of(1, 1),
      times: Float64Array.of(1_600_000_000, 1_600_000_000),
    })
  })

  test('shows more by watching than it said by choosing', ({ assert }) => {
    const { titles, weights } = withFavourites(likesOf(1, 2, 3, 4, 5), favourites)
    assert.deepEqual([...titles], [7, 8, 1, 2, 3, 4, 5])
    assert.deepEqual([...weights], [0.5, 0.5, 1, 1, 1, 1, 1])
  })

  test('what was opened and left is no like, and takes nothing from the favourites', ({
    assert,
  }) => {
    const left = { ...likesOf(1), weights: Float32Array.of(0) }
    assert.deepEqual([...withFavourites(left, favourites).weights], [1, 1, 0])
  })

  test('a favourite that was watched is there once, as sure as the surer of both', ({ assert }) => {
    const behaviour = { ...likesOf(1, 7), weights: Float32Array.of(1, 0.25) }
    const { titles, weights } = withFavourites(behaviour, favourites)
    assert.deepEqual([...titles], [8, 1, 7])
    assert.closeTo(weights[0]!, 0.8, 1e-6)
    assert.equal(weights[1], 1)
    assert.closeTo(weights[2]!, 0.8, 1e-6)
  })

  test('favourites weigh less with every like, and the history stays in order of time', ({
    assert,
  }) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.nat(2_000_000_000), (count, chosenAt) => {
        const titles = Array.from({ length: count }, (_, title) => title + 100)
        const chosen = { titles: Uint32Array.of(7), chosenAt }
        const weightOf = (history: ReturnType<typeof withFavourites>) =>
          history.weights[history.titles.indexOf(7)]!
        const less = withFavourites(likesOf(...titles, 99), chosen)
        assert.isBelow(weightOf(less), weightOf(withFavourites(likesOf(...titles), chosen)))
        assert.deepEqual(less.times, less.times.toSorted())
        assert.lengthOf(less.titles, count + 2)
      })
    )
  })
})
