import { test } from '@japa/runner'
import fc from 'fast-check'
import { buildInteractions, type WatchEvent } from '#ml/dataset/build_interactions'
import { confidenceOf } from '#ml/dataset/confidence'
import { historyOf, type Interactions } from '#ml/dataset/interactions'
import { seededRandom, shuffle } from '#ml/random'

const NOW = 1.7e9

function event(profile: string, title: string, more: Partial<WatchEvent> = {}): WatchEvent {
  return { profile, title, time: NOW - 1000, completion: 1, ...more }
}

const build = (events: WatchEvent[], options = {}) =>
  buildInteractions(events, { now: NOW, ...options })

/** Rows as a person reads them: title, weight, time. */
function rowsOf(data: Interactions): Record<string, [string, number, number][]> {
  return Object.fromEntries(
    data.profiles.map((profile, row) => {
      const { titles, weights, times } = historyOf(data, row)
      return [
        profile,
        Array.from(titles, (title, place) => [data.titles[title]!, weights[place]!, times[place]!]),
      ]
    })
  )
}

test.group('Build interactions', () => {
  test('a row holds what a profile watched, oldest first', async ({ assert }) => {
    const { data, counts } = await build([
      event('ada', 'tron', { time: NOW - 10 }),
      event('bob', 'alien', { completion: 0.5 }),
      event('ada', 'alien', { time: NOW - 500, completion: 0 }),
    ])
    assert.deepEqual(rowsOf(data), {
      ada: [
        ['alien', 0, NOW - 500],
        ['tron', 1, NOW - 10],
      ],
      bob: [['alien', 0.75, NOW - 1000]],
    })
    assert.deepEqual([counts.read, counts.kept, counts.merged], [3, 3, 0])
  })

  test('events are read as they come, from whatever gives them', async ({ assert }) => {
    async function* stream() {
      yield event('ada', 'tron')
      yield event('bob', 'alien')
    }
    const { data } = await buildInteractions(stream(), { now: NOW })
    assert.deepEqual(data.profiles, ['ada', 'bob'])
    assert.deepEqual(data.titles, ['alien', 'tron'])
  })

  test('repeats become one cell, surer and at the newest time', async ({ assert }) => {
    const { data, counts } = await build([
      event('ada', 'tron', { time: NOW - 30, completion: 0.5 }),
      event('ada', 'tron', { time: NOW - 10, completion: 0 }),
      event('ada', 'tron', { time: NOW - 20, completion: 0.7 }),
      event('bob', 'alien'),
    ])
    const [[, weight, time]] = rowsOf(data).ada as [[string, number, number]]
    assert.closeTo(weight, confidenceOf({ completion: 0.7, repeats: 2 }), 1e-6)
    assert.equal(time, NOW - 10)
    assert.equal(counts.merged, 2)
  })

  test('an event that is told twice is no second watching', async ({ assert }) => {
    const events = [event('ada', 'tron'), event('bob', 'alien', { completion: 0.5 })]
    const once = await build(events)
    const twice = await build([...events, ...events])
    assert.deepEqual(twice.data, once.data)
    assert.equal(twice.counts.merged, 2)
    // Where nothing has a time, who watched twice cannot be told from what is told twice.
    const timeless = events.map((one) => ({ ...one, time: 0 }))
    const [tron] = rowsOf((await build([...timeless, ...timeless])).data).ada!
    assert.closeTo(tron![1], confidenceOf({ completion: 1, repeats: 2 }), 1e-6)
  })

  test('one event may stand for several watchings', async ({ assert }) => {
    const { data } = await build([
      event('ada', 'tron', { completion: 0.7, repeats: 3 }),
      event('ada', 'up', { completion: 0, repeats: 3 }),
      event('bob', 'alien'),
    ])
    const [tron, up] = rowsOf(data).ada!
    assert.closeTo(tron![1], confidenceOf({ completion: 0.7, repeats: 3 }), 1e-6)
    assert.equal(up![1], 0)
  })

  test('what is said adds to a like as it does in serving, and is no watching', async ({
    assert,
  }) => {
    const watchings = fc.record({
      completion: fc.constantFrom(0, 0.3, 0.7, 1),
      secondsWatched: fc.constantFrom(null, 30, 4000),
      repeats: fc.integer({ min: 1, max: 9 }),
      opinion: fc.constantFrom('love' as const, 'up' as const, 'down' as const),
      saidAfter: fc.constantFrom(-500, 0, 500),
    })
    const others = [event('bob', 'alien'), event('cy', 'up')]
    await fc.assert(
      fc.asyncProperty(watchings, async ({ opinion, saidAfter, ...watched }) => {
        const time = NOW - 90 * 86_400
        const said = { time: time + saidAfter, completion: null, opinion }
        const events = [event('ada', 'tron', { ...watched, time }), event('ada', 'tron', said)]
        const { data } = await build([...events, ...others], { recency: true })
        const [tron] = rowsOf(data).ada!
        const expected = confidenceOf({ ...watched, opinion, age: NOW - time })
        assert.closeTo(tron![1], expected, 1e-6)
        assert.equal(tron![2], time)
      })
    )
  })

  test('a thumb down ends a like, however often it was watched', async ({ assert }) => {
    const { data } = await build([
      event('ada', 'tron'),
      event('ada', 'tron', { completion: null, opinion: 'down', time: NOW - 2000 }),
      event('ada', 'tron'),
      event('ada', 'alien'),
      event('bob', 'tron'),
    ])
    assert.deepEqual(
      rowsOf(data).ada!.map(([title, weight]) => [title, weight]),
      [
        ['alien', 1],
        ['tron', 0],
      ]
    )
  })

  test('ages matter only where asked for', async ({ assert }) => {
    const age = 365 * 86_400
    const events = [event('ada', 'tron', { time: NOW - age }), event('bob', 'alien')]
    const weightOfTron = async (options: object) =>
      rowsOf((await build(events, options)).data).ada![0]![1]
    assert.equal(await weightOfTron({}), 1)
    const aged = await weightOfTron({ recency: true })
    assert.closeTo(aged, confidenceOf({ completion: 1, age }), 1e-6)
  })

  test('what cannot be is skipped, counted, and named by its place', async ({ assert }) => {
    const good = [event('ada', 'tron'), event('bob', 'alien')]
    const { data, counts } = await build([
      ...good,
      event('', 'tron'),
      event('ada', ''),
      event('ada', 'tron', { completion: 1.01 }),
      event('ada', 'tron', { completion: -0.1 }),
      event('ada', 'tron', { completion: Number.NaN }),
      event('ada', 'tron', { time: Number.NaN }),
      event('ada', 'tron', { time: -5 }),
      event('ada', 'tron', { time: Date.UTC(1989, 11, 31) / 1000 }),
      event('ada', 'tron', { time: NOW + 90_000 }),
      event('ada', 'tron', { time: NOW * 1000 }),
      event('ada', 'tron', { time: 0 }),
    ])
    assert.deepEqual(rowsOf(data), rowsOf((await build(good)).data))
    assert.equal(counts.kept, 2)
    assert.deepEqual(counts.skipped, {
      ...{ missingId: 2, badCompletion: 3, badTime: 6, unknownTitle: 0, badRow: 0 },
    })
    assert.deepEqual(counts.firstSkipped.missingId, [3, 4])
    assert.deepEqual(counts.firstSkipped.badTime, [8, 9, 10, 11, 12])
  })

  test('a clock up to a day ahead is believed', async ({ assert }) => {
    const ahead = event('ada', 'tron', { time: NOW + 86_000 })
    const { counts } = await build([ahead, event('bob', 'alien')])
    assert.equal(counts.kept, 2)
  })

  test('where no event has a time, all are kept', async ({ assert }) => {
    const events = [event('ada', 'tron', { time: 0 }), event('bob', 'alien', { time: 0 })]
    const { data, counts } = await build(events)
    assert.equal(counts.kept, 2)
    assert.deepEqual(Array.from(data.times), [0, 0])
  })

  test('known titles are the columns, and others are counted', async ({ assert }) => {
    const events = [event('ada', 'tron'), event('bob', 'alien'), event('bob', 'gone')]
    const titles = ['tron', 'cold', 'alien']
    const { data, counts } = await build(events, { titles })
    assert.deepEqual(data.titles, titles)
    assert.deepEqual(Array.from(data.columns), [0, 2])
    assert.equal(counts.skipped.unknownTitle, 1)
  })

  test('too little is refused with what became of it', async ({ assert }) => {
    const refused = async (events: WatchEvent[]) => {
      const error = await build(events).catch((thrown) => thrown)
      assert.equal(error.code, 'E_TOO_LITTLE_DATA')
      return error.message as string
    }
    await refused([])
    await refused([event('ada', 'tron'), event('ada', 'alien')])
    await refused([event('ada', 'tron'), event('bob', 'tron')])
    const left = event('bob', 'alien', { completion: 0.001 })
    await refused([event('ada', 'tron'), left])
    assert.match(await refused([event('ada', '')]), /1 missingId \(first at 1\)/)
  })

  test('the matrix does not depend on the order of events', async ({ assert }) => {
    const some = fc.record({
      profile: fc.constantFrom('ada', 'bob', 'cy', 'Ö'),
      title: fc.constantFrom('tron', 'alien', 'up', '10', '9'),
      time: fc.integer({ min: NOW - 5, max: NOW }),
      completion: fc.constantFrom(null, 0, 0.25, 1),
      opinion: fc.constantFrom(null, null, null, 'up' as const, 'down' as const),
    })
    const always = [event('ada', 'tron'), event('bob', 'alien')]
    await fc.assert(
      fc.asyncProperty(fc.array(some, { maxLength: 40 }), fc.integer(), async (events, seed) => {
        const all = [...always.map((one) => ({ ...one, opinion: 'up' as const })), ...events]
        const first = await build(all).catch(() => null)
        const second = await build(shuffle([...all], seededRandom(seed))).catch(() => null)
        assert.deepEqual(second?.data, first?.data)
        if (!first) return
        const { data, counts } = first
        assert.equal(data.columns.length, counts.kept - counts.merged)
        const pairs = new Set(all.map(({ profile, title }) => `${profile}/${title}`))
        assert.equal(data.columns.length, pairs.size)
      })
    )
  })
})
