import { test } from '@japa/runner'
import fc from 'fast-check'
import { gaussian, seededRandom, shuffle, splitmix64, xoshiro128 } from '#ml/random'

const times = <T>(count: number, draw: () => T) => Array.from({ length: count }, draw)

test.group('Random numbers', () => {
  test('xoshiro128** gives the numbers of its reference', ({ assert }) => {
    const next = xoshiro128(Uint32Array.of(1, 2, 3, 4))
    assert.deepEqual(
      times(8, next),
      [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849]
    )
  })

  test('splitmix64 gives the numbers of its reference', ({ assert }) => {
    const next = splitmix64(1234567n)
    assert.deepEqual(times(3, next), [
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
    ])
  })

  test('the same seed gives the same numbers, another seed others', ({ assert }) => {
    assert.deepEqual(times(100, seededRandom(42)), times(100, seededRandom(42)))
    assert.notDeepEqual(times(100, seededRandom(42)), times(100, seededRandom(43)))
    assert.notDeepEqual(times(100, seededRandom(1)), times(100, seededRandom(-1)))
  })

  test('a seed that is no whole number is refused', ({ assert }) => {
    for (const seed of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
      assert.throws(() => seededRandom(seed), /whole number/)
    }
  })

  test('numbers lie in [0, 1) and fill it evenly', ({ assert }) => {
    const random = seededRandom(7)
    const bins = new Uint32Array(20)
    for (let draw = 0; draw < 200_000; draw++) {
      const value = random()
      if (value < 0 || value >= 1) assert.fail(`${value} lies outside of [0, 1)`)
      bins[Math.floor(value * 20)]!++
    }
    const expected = 10_000
    const chiSquare = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
    // The 0.999 quantile of chi-square with 19 degrees of freedom.
    assert.isBelow(chiSquare, 43.82)
  })

  test('gaussian numbers have the moments of the normal distribution', ({ assert }) => {
    const random = seededRandom(7)
    const draws = times(200_000, () => gaussian(random))
    const moment = (power: number) =>
      draws.reduce((sum, value) => sum + value ** power, 0) / draws.length
    assert.closeTo(moment(1), 0, 0.01)
    assert.closeTo(moment(2), 1, 0.02)
    assert.closeTo(moment(3), 0, 0.05)
    assert.closeTo(moment(4), 3, 0.1)
    assert.isTrue(draws.every(Number.isFinite))
  })

  test('a shuffle keeps every element', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (array, seed) => {
        const shuffled = shuffle([...array], seededRandom(seed))
        assert.deepEqual(shuffled.toSorted(), array.toSorted())
      })
    )
  })

  test('every order of a shuffle is about as likely', ({ assert }) => {
    const random = seededRandom(11)
    const orders = new Map<string, number>()
    for (let time = 0; time < 60_000; time++) {
      const order = shuffle(Uint8Array.of(0, 1, 2), random).join('')
      orders.set(order, (orders.get(order) ?? 0) + 1)
    }
    assert.lengthOf([...orders], 6)
    for (const count of orders.values()) assert.closeTo(count, 10_000, 400)
  })
})
