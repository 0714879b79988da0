import { test } from '@japa/runner'
import type { Evaluation } from '../../../metrics/index.js'
import { gate, type GateInput } from '../../gate.js'

const sure = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 })

function judged(more: { ndcg?: number; coverage?: number; profiles?: number } = {}) {
  const { ndcg = 0.4, coverage = 0.6, profiles = 500 } = more
  return { k: 20, profiles, ndcg: sure(ndcg), coverage: sure(coverage) } as Evaluation
}

function candidate(more: Partial<GateInput['candidate']> = {}): GateInput['candidate'] {
  const sanity = { profiles: 500, finite: true, lists: 480 }
  return { evaluation: judged(), titles: 1000, sanity, ...more }
}

const promoted = { evaluation: judged(), titles: 1000 }

test.group('The gate', () => {
  test('lets the first model in, and says how good it is', ({ assert }) => {
    const verdict = gate({ candidate: candidate(), promoted: null })
    assert.deepEqual(verdict, {
      promote: true,
      reasons: ['Its NDCG@20 is 0.4000, and no model serves yet.'],
    })
  })

  test('lets in what is as good as the model that serves, within its interval', ({ assert }) => {
    const just = candidate({ evaluation: judged({ ndcg: 0.391 }) })
    const verdict = gate({ candidate: just, promoted })
    assert.isTrue(verdict.promote)
    assert.match(verdict.reasons[0]!, /0\.3910, against 0\.4000 \(0\.3900 to 0\.4100\)/)
  })

  test('keeps out {what}')
    .with([
      {
        what: 'what is worse than the interval of the model that serves',
        of: candidate({ evaluation: judged({ ndcg: 0.389 }) }),
        why: [/NDCG@20 of 0\.3890 lies below the interval .* 0\.3900 to 0\.4100/],
      },
      {
        what: 'scores that are not numbers',
        of: candidate({ sanity: { profiles: 500, finite: false, lists: 480 } }),
        why: [/not numbers/],
      },
      {
        what: 'one list for everybody',
        of: candidate({ sanity: { profiles: 500, finite: true, lists: 1 } }),
        why: [/the same to everybody/],
      },
      {
        what: 'what has lost half of the titles',
        of: candidate({ titles: 499 }),
        why: [/knows 499 titles, less than half of the 1000/],
      },
      {
        what: 'what shows half as many titles',
        of: candidate({ evaluation: judged({ coverage: 0.29 }) }),
        why: [/shows 29\.0 % .* less than half of the 60\.0 %/],
      },
      {
        what: 'what was judged by nobody',
        of: candidate({ evaluation: judged({ profiles: 9 }), titles: 9 }),
        why: [/knows 9 titles, and 10/, /by 9 profiles only, and 10/, /9 titles, less than half/],
      },
    ])
    .run(({ assert }, { of, why }) => {
      const verdict = gate({ candidate: of, promoted })
      assert.isFalse(verdict.promote)
      assert.equal(verdict.reasons.length, why.length)
      why.forEach((words, at) => assert.match(verdict.reasons[at]!, words))
    })

  test('keeps the model that serves when there is nothing to compare it by', ({ assert }) => {
    const verdict = gate({ candidate: candidate(), promoted: { evaluation: null, titles: 1000 } })
    assert.deepEqual(verdict, {
      promote: false,
      reasons: ['It could not be compared with the model that serves now.'],
    })
  })

  test('judges a service that is just big enough', ({ assert }) => {
    const least = candidate({
      ...{ evaluation: judged({ profiles: 10 }), titles: 10 },
      sanity: { profiles: 10, finite: true, lists: 2 },
    })
    assert.isTrue(gate({ candidate: least, promoted: null }).promote)
  })
})
