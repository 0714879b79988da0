import { test } from '@japa/runner'
import fc from 'fast-check'
import { historyOf, type History } from '#ml/dataset/interactions'
import { comparePaired, evaluate } from '#ml/metrics/index'
import { gaussian, seededRandom } from '#ml/random'
import { interactionsOf } from '#ml/tests/interactions_of'

/** Scores by a list of its own for every history, told apart by their first title. */
function scoring(byFirstTitle: Record<number, number[]>, forNobody: number[] = []) {
  return {
    score(history: History, _at: number, out: Float32Array) {
      const first = history.titles[0]
      out.set(first === undefined ? forNobody : byFirstTitle[first]!)
    },
  }
}

const sameForAll = (scores: number[]) => ({
  score: (_history: History, _at: number, out: Float32Array) => out.set(scores),
})

const AT = 1.7e9

test.group('Evaluate', () => {
  test('a worked example', ({ assert }) => {
    // Profile 0 is shown 2, 3, 4 and wants 3, 5; profile 1 is shown 4, 3, 2 and wants 2, 3, 4, 5.
    const train = interactionsOf([[0, 1], [1, 0], [5]], 6)
    const heldOut = interactionsOf([[3, 5], [2, 3, 4, 5], []], 6)
    const model = scoring({ 0: [9, 9, 6, 5, 4, 3], 1: [9, 9, 1, 2, 3, 0] })
    const result = evaluate({ model, train, heldOut, k: 3, at: AT })

    assert.equal(result.profiles, 2)
    assert.equal(result.heldOut, 6)
    const { recall, ndcg, reciprocalRank } = result.byProfile
    assert.deepEqual(Array.from(result.byProfile.rows), [0, 1])
    assert.deepEqual(Array.from(recall), [1 / 2, 1])
    const second = 1 / Math.log2(3)
    assert.closeTo(ndcg[0]!, second / (1 + second), 1e-12)
    assert.closeTo(ndcg[1]!, 1, 1e-12)
    assert.deepEqual(Array.from(reciprocalRank), [1 / 2, 1])
    assert.closeTo(result.recall.value, 0.75, 1e-12)
    assert.closeTo(result.mrr.value, 0.75, 1e-12)
    // 2, 3 and 4 of six titles are shown; nobody watched them.
    assert.closeTo(result.coverage.value, 0.5, 1e-12)
    assert.closeTo(result.novelty.value, Math.log2(3), 1e-12)
    assert.equal(result.diversity.value, 1)
  })

  test('novelty and diversity are of who watched the titles', ({ assert }) => {
    // Titles 0 and 1 have the same four viewers; 2 has one of them, and so has 3.
    const train = interactionsOf([[0, 1, 2], [0, 1, 3], [0, 1], [0, 1], [4], [5], [5], [5]], 7)
    const heldOut = interactionsOf([[], [], [], [], [6], [], [], []], 7)
    const lists: [scores: number[], novelty: number, diversity: number][] = [
      [[9, 8, 0, 0, 0, 0, 0], 1, 0],
      [[9, 0, 8, 0, 0, 0, 0], (1 + 3) / 2, 0.5],
      [[0, 0, 9, 8, 0, 0, 0], 3, 1],
    ]
    for (const [scores, novelty, diversity] of lists) {
      const result = evaluate({ model: sameForAll(scores), train, heldOut, k: 2, at: AT })
      assert.closeTo(result.novelty.value, novelty, 1e-12)
      assert.closeTo(result.diversity.value, diversity, 1e-12)
    }
  })

  test('what was seen and left is not shown again, and not a place lost', ({ assert }) => {
    const train = interactionsOf([[{ title: 0, weight: 0 }]], 3)
    const heldOut = interactionsOf([[{ title: 2, weight: 0 }]], 3)
    const model = sameForAll([9, 1, 2])
    const result = evaluate({ model, train, heldOut, k: 1, at: AT })
    assert.equal(result.recall.value, 1)
    assert.equal(result.mrr.value, 1)
  })

  test('unknown titles count as missed', ({ assert }) => {
    const train = interactionsOf([[0], [0]], 3)
    const heldOut = interactionsOf([[1], []], 3)
    const model = sameForAll([0, 1, 0])
    const result = evaluate({
      ...{ model, train, heldOut, k: 2, at: AT },
      unknown: Uint32Array.of(3, 1),
    })
    assert.equal(result.heldOut, 5)
    assert.deepEqual(Array.from(result.byProfile.recall), [1 / 2, 0])
    assert.closeTo(result.ndcg.value, 1 / (1 + 1 / Math.log2(3)) / 2, 1e-12)
  })

  test('unknown profiles are ranked for without a history', ({ assert }) => {
    const train = interactionsOf([[0]], 3)
    const heldOut = interactionsOf([[], [2]], 3)
    const model = scoring({ 0: [0, 1, 0] }, [0, 0, 1])
    const result = evaluate({ model, train, heldOut, k: 1, at: AT })
    assert.deepEqual(Array.from(result.byProfile.rows), [1])
    assert.equal(result.recall.value, 1)
    assert.deepEqual(
      result.bands.map(({ from, to, profiles }) => ({ from, to, profiles })),
      [{ from: 0, to: 0, profiles: 1 }]
    )
  })

  test('what was trained on and is held out too cannot be found', ({ assert }) => {
    const train = interactionsOf([[0]], 2)
    const model = sameForAll([1, 0])
    const heldOut = interactionsOf([[0]], 2)
    const result = evaluate({ model, train, heldOut, k: 2, at: AT })
    assert.deepEqual([result.recall.value, result.ndcg.value, result.mrr.value], [0, 0, 0])
  })

  test('nothing held out gives zeros, and matrices that do not fit are refused', ({ assert }) => {
    const model = sameForAll([1, 0])
    const train = interactionsOf([[0]], 2)
    const empty = evaluate({ model, train, heldOut: interactionsOf([[]], 2), k: 2, at: AT })
    assert.equal(empty.profiles, 0)
    assert.deepEqual(empty.recall, { value: 0, low: 0, high: 0 })
    assert.deepEqual(empty.coverage, { value: 0, low: 0, high: 0 })

    const call = (heldOut: ReturnType<typeof interactionsOf>, k = 2) =>
      evaluate({ model, train, heldOut, k, at: AT })
    assert.throws(() => call(interactionsOf([[0]], 3)), RangeError)
    assert.throws(() => call(interactionsOf([], 2)), RangeError)
    assert.throws(() => call(interactionsOf([[1]], 2), 0), RangeError)
  })

  test('every measure is within its range and its interval', ({ assert }) => {
    const rows = fc.array(fc.uniqueArray(fc.nat(14), { maxLength: 8 }), {
      minLength: 5,
      maxLength: 5,
    })
    fc.assert(
      fc.property(rows, rows, fc.integer(), fc.integer({ min: 1, max: 20 }), (a, b, seed, k) => {
        const random = seededRandom(seed)
        const model = sameForAll(Array.from({ length: 15 }, random))
        const input = { model, train: interactionsOf(a, 15), heldOut: interactionsOf(b, 15), k }
        const result = evaluate({ ...input, at: AT })
        for (const name of ['recall', 'ndcg', 'mrr', 'coverage', 'diversity'] as const) {
          const { value, low, high } = result[name]
          assert.isTrue(low >= 0 && low <= value + 1e-12 && value <= high + 1e-12, name)
          assert.isAtMost(high, 1 + 1e-12)
        }
        const inBands = result.bands.reduce((sum, { profiles }) => sum + profiles, 0)
        assert.equal(inBands, result.profiles)
        assert.equal(result.profiles, b.filter((row) => row.length > 0).length)
      }),
      { numRuns: 30 }
    )
  })

  test('a model that knows what is held out finds all of it', ({ assert }) => {
    const heldOut = interactionsOf([[1, 2], [0, 3, 4], [2]], 5)
    const train = interactionsOf([[0], [1], [3]], 5)
    let row = 0
    const model = {
      score(_history: History, _at: number, out: Float32Array) {
        out.fill(0)
        for (const title of historyOf(heldOut, row++).titles) out[title] = 1
      },
    }
    const result = evaluate({ model, train, heldOut, k: 2, at: AT })
    assert.deepEqual([result.recall.value, result.ndcg.value, result.mrr.value], [1, 1, 1])
  })

  test('a sample is the same for the same seed, and of the size asked for', ({ assert }) => {
    const rows = Array.from({ length: 50 }, (_, row) => [row % 10])
    const input = {
      ...{ train: interactionsOf(rows, 10), heldOut: interactionsOf(rows, 10), k: 3, at: AT },
      ...{ model: sameForAll([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), sample: 12 },
    }
    const first = evaluate({ ...input, seed: 1 }).byProfile.rows
    assert.lengthOf(first, 12)
    assert.deepEqual(evaluate({ ...input, seed: 1 }).byProfile.rows, first)
    assert.notDeepEqual(evaluate({ ...input, seed: 2 }).byProfile.rows, first)
    assert.deepEqual(first.toSorted(), first)
  })
})

test.group('Compare in pairs', () => {
  test('a small difference on the same profiles is seen through their noise', ({ assert }) => {
    const random = seededRandom(3)
    const first = Float64Array.from({ length: 400 }, () => gaussian(random))
    const second = first.map((value) => value - 0.02 + 0.05 * gaussian(random))
    const { value, low, high, better } = comparePaired(first, second, 42)
    assert.closeTo(value, 0.02, 0.01)
    assert.isAbove(low, 0)
    assert.isAbove(high, value)
    assert.isAbove(better, 0.99)
    const reversed = comparePaired(second, first, 42)
    assert.closeTo(reversed.value, -value, 1e-12)
    assert.isBelow(reversed.better, 0.01)
  })

  test('a model compared with itself is not better', ({ assert }) => {
    const values = Float64Array.of(0.1, 0.9, 0.4)
    assert.deepEqual(comparePaired(values, values, 1), { value: 0, low: 0, high: 0, better: 0 })
    assert.throws(() => comparePaired(values, Float64Array.of(1), 1), RangeError)
  })

  test('intervals hold the true mean about as often as they say', ({ assert }) => {
    const random = seededRandom(5)
    let held = 0
    for (let time = 0; time < 100; time++) {
      const values = Float64Array.from({ length: 60 }, () => gaussian(random))
      const { low, high } = comparePaired(values, new Float64Array(60), time)
      if (low <= 0 && high >= 0) held++
    }
    assert.isAtLeast(held, 88)
    assert.isAtMost(held, 100)
  })
})
