import { test } from '@japa/runner'
import fc from 'fast-check'
import { mergeObservations, type Observation } from '../../heartbeats/observation.js'

const observation = fc
  .record({
    session: fc.constantFrom('a', 'b'),
    at: fc.integer({ min: 0, max: 9 }),
    sequence: fc.integer({ min: 0, max: 3 }),
    finished: fc.boolean(),
  })
  .map(
    ({ session, at, sequence, finished }) =>
      ({
        ...{ profileId: 'p', titleId: 't', episodeId: null, sessionId: session },
        viewingStartedAt: session === 'a' ? 0 : 5,
        // The position is a function of the packet, as a packet sent twice is the same packet.
        positionMs: at * 100 + sequence,
        ...{ durationMs: 1000, observedAt: at, sequence },
        finishedAt: finished ? at : null,
      }) as unknown as Observation
  )

const unlikeSessions = (list: Observation[]) => {
  const seen = new Map(
    list.map((one) => [`${one.sessionId} ${one.observedAt} ${one.sequence}`, one])
  )
  return [...seen.values()]
}

test.group('Merged observations', () => {
  test('are the same in whatever order they come, and however often', ({ assert }) => {
    const lists = fc.array(observation, { minLength: 1, maxLength: 12 }).map(unlikeSessions)
    const arrivals = lists.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })
      )
    )
    fc.assert(
      fc.property(arrivals, ([list, arriving]) => {
        assert.deepEqual(arriving.reduce(mergeObservations), list.reduce(mergeObservations))
      }),
      { numRuns: 1000 }
    )
  })

  test('hold the newest position and the latest finish', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 12 }), (list) => {
        const merged = list.reduce(mergeObservations)
        assert.equal(merged.observedAt, Math.max(...list.map((one) => one.observedAt)))
        const finishes = list.flatMap((one) => one.finishedAt ?? [])
        assert.equal(merged.finishedAt, finishes.length > 0 ? Math.max(...finishes) : null)
      })
    )
  })
})
