import { test } from '@japa/runner'
import fc from 'fast-check'
import { TitleFacts } from '#catalog'
import type { ProfileId, TitleId } from '#core/ids'
import { chanceOf, withExploration } from '../../serving/explore.js'
import { genresInOrder } from '../../serving/genre_order.js'
import { TitleChoice } from '../../serving/title_choice.js'
import { topTitles } from '../../serving/top_titles.js'

/** Facts of titles by their genres and popularity. */
function factsOf(titles: { genres: string[]; popularity?: number }[]): TitleFacts {
  const rows = titles.map(({ genres, popularity = 0 }, index) => ({
    ...{ id: `title-${index}` as TitleId, show: false, maturity: 0, maturity_by_country: {} },
    ...{ published_at: index, popularity, genres, windowed: false, windows: null, parts: 1 },
  }))
  return new TitleFacts('edition@0', rows)
}

const PROFILE = '0192c000-0000-7000-8000-000000000001' as ProfileId

test.group('The best titles', () => {
  test('are the same as by sorting all, whatever is asked for', ({ assert }) => {
    const titles = fc.array(
      fc.record({ score: fc.integer({ min: -5, max: 5 }), allowed: fc.boolean() }),
      { maxLength: 300 }
    )
    fc.assert(
      fc.property(titles, fc.integer({ min: 0, max: 60 }), (all, k) => {
        const scores = Float32Array.from(all, ({ score }) => score)
        const allowed = Uint8Array.from(all, (one) => Number(one.allowed))
        const sorted = all
          .map((_, title) => title)
          .filter((title) => allowed[title] === 1)
          .sort((a, b) => scores[b]! - scores[a]! || a - b)
        assert.deepEqual([...topTitles(scores, allowed, k)], sorted.slice(0, k))
        const even = Uint32Array.from(
          sorted.filter((title) => title % 2 === 0).sort((a, b) => a - b)
        )
        const expected = sorted.filter((title) => title % 2 === 0).slice(0, k)
        assert.deepEqual([...topTitles(scores, allowed, k, even)], expected)
      })
    )
  })
})

test.group('A rail', () => {
  test('has no more than its share of one genre while others fit nearly as well', ({ assert }) => {
    const facts = factsOf([
      ...Array.from({ length: 30 }, () => ({ genres: ['drama'] })),
      ...Array.from({ length: 8 }, () => ({ genres: ['comedy'] })),
    ])
    const choice = new TitleChoice(facts, new Uint8Array(38).fill(1), [])
    const ranked = Uint32Array.from({ length: 38 }, (_, title) => title)
    const rail = choice.diverse(ranked, 10)
    assert.lengthOf(rail, 10)
    const dramas = rail.filter((title) => title < 30)
    // None but dramas is near: of the best 30, all are, and the rail is full all the same.
    assert.lengthOf(dramas, 10)
    const mixed = choice.diverse(
      Uint32Array.from([0, 1, 2, 3, 4, 5, 6, 30, 31, 32, 33, 34, 35]),
      10
    )
    assert.lengthOf(
      mixed.filter((title) => title < 30),
      4 + 2
    )
    assert.deepEqual(mixed.slice(0, 4), [0, 1, 2, 3])
  })

  test('never has what a rail before it took', ({ assert }) => {
    const facts = factsOf(Array.from({ length: 9 }, () => ({ genres: ['drama'] })))
    const choice = new TitleChoice(facts, new Uint8Array(9).fill(1), ['title-2' as TitleId])
    const scores = Float32Array.from({ length: 9 }, (_, title) => -title)
    const first = choice.best(scores, 3)
    assert.deepEqual([...first], [0, 1, 3])
    choice.take(first)
    assert.deepEqual([...choice.best(scores, 3)], [4, 5, 6])
    assert.deepEqual(choice.freeOf(['title-1', 'title-8', 'gone'] as TitleId[]), [8])
  })
})

test('Genres come in the order in which the best titles lean to them', ({ assert }) => {
  const facts = factsOf([
    ...Array.from({ length: 10 }, () => ({ genres: ['drama'] })),
    ...Array.from({ length: 10 }, () => ({ genres: ['comedy', 'crime'] })),
    ...Array.from({ length: 10 }, () => ({ genres: ['horror'] })),
  ])
  const order = genresInOrder(Uint32Array.from([10, 11, 0, 12]), facts)
  assert.deepEqual(
    order.map(({ genre }) => facts.genreIds[genre]),
    ['comedy', 'crime', 'drama']
  )
})

test.group('Exploration', () => {
  const facts = factsOf(
    Array.from({ length: 100 }, (_, title) => ({ genres: ['drama'], popularity: title / 100 }))
  )
  const chosen = Array.from({ length: 20 }, (_, place) => 99 - place)
  const further = Array.from({ length: 80 }, (_, place) => 79 - place)
  const on = (day: number) =>
    withExploration(chosen, further, facts, chanceOf(PROFILE, day * 24 * 3_600_000))

  test('gives a tenth of a rail to what few have seen, below the first places', ({ assert }) => {
    const { titles, explored } = on(1)
    assert.lengthOf(titles, 20)
    assert.equal(explored.size, 2)
    assert.deepEqual(titles.slice(0, 3), chosen.slice(0, 3))
    for (const title of explored) assert.isAtMost(facts.popularity[title]!, 0.41)
    assert.lengthOf(new Set(titles), 20)
  })

  test('is the same all day, and another on other days', ({ assert }) => {
    assert.deepEqual(on(3), on(3))
    const days = Array.from({ length: 6 }, (_, day) => [...on(day).explored].join())
    assert.isAbove(new Set(days).size, 3)
  })

  test('tries nothing on a short rail', ({ assert }) => {
    const { titles, explored } = withExploration([1, 2], [], facts, chanceOf(PROFILE, 0))
    assert.deepEqual(titles, [1, 2])
    assert.equal(explored.size, 0)
  })
})
