import { test } from '@japa/runner'
import fc from 'fast-check'
import { confidenceOf } from '#ml/dataset/confidence'

const YEAR = 365 * 86_400

test.group('Confidence of a like', () => {
  test('what was opened and left within two minutes is none', ({ assert }) => {
    assert.equal(confidenceOf({ completion: 0.3, secondsWatched: 90 }), 0)
    assert.equal(confidenceOf({ completion: null, secondsWatched: 119 }), 0)
    assert.equal(confidenceOf({ completion: 0.01, secondsWatched: null }), 0)
    assert.equal(confidenceOf({ completion: 0 }), 0)
  })

  test('who stays, or sees a short one to its end, likes it', ({ assert }) => {
    assert.isAbove(confidenceOf({ completion: 0.015, secondsWatched: 120 }), 0.5)
    assert.equal(confidenceOf({ completion: 1, secondsWatched: 90 }), 1)
    assert.equal(confidenceOf({ completion: 1 }), 1)
    assert.equal(confidenceOf({ completion: null }), 1)
  })

  test('a low rating written as completion is still a choice', ({ assert }) => {
    assert.closeTo(confidenceOf({ completion: 0.1 }), 0.55, 1e-12)
    assert.closeTo(confidenceOf({ completion: 0.2 }), 0.6, 1e-12)
  })

  test('what a viewer says counts for more than what was watched', ({ assert }) => {
    assert.equal(confidenceOf({ completion: 1, repeats: 9, opinion: 'down' }), 0)
    assert.equal(confidenceOf({ completion: 0.01, opinion: 'up' }), 1)
    assert.equal(confidenceOf({ completion: 0.4, opinion: 'love' }), 1.5)
  })

  test('repeats raise it, each doubling by as much', ({ assert }) => {
    const after = (repeats: number) => confidenceOf({ completion: 1, repeats })
    assert.deepEqual([1, 2, 4, 64].map(after), [1, 1.25, 1.5, 2.5])
  })

  test('an old like counts for less, but never for nothing', ({ assert }) => {
    const aged = (age: number | null) => confidenceOf({ completion: 1, age })
    assert.equal(aged(null), 1)
    assert.equal(aged(0), 1)
    assert.closeTo(aged(YEAR), 0.65, 1e-12)
    assert.closeTo(aged(50 * YEAR), 0.3, 1e-6)
    // A clock that is a little behind makes no like surer.
    assert.equal(aged(-3600), 1)
  })

  test('more of a title never makes it less sure', ({ assert }) => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const count = fc.integer({ min: 1, max: 1000 })
    fc.assert(
      fc.property(share, share, count, count, (a, b, m, n) => {
        const of = (completion: number, repeats: number) => confidenceOf({ completion, repeats })
        const less = of(Math.min(a, b), Math.min(m, n))
        const more = of(Math.max(a, b), Math.max(m, n))
        assert.isTrue(less >= 0 && less <= more && Number.isFinite(more))
      })
    )
  })
})
