import { test } from '@japa/runner'
import { newId, type ProfileId } from '#core/ids'
import { seededRandom } from '#ml/random'
import { armOf, type ExperimentId } from '../../experiments/experiment.js'
import { ratesOfArms, type ProfileCounts } from '../../experiments/rates_of_arms.js'
import { sampleRatio } from '../../experiments/sample_ratio.js'

const ids = (count: number) => Array.from({ length: count }, () => newId<ProfileId>())

test.group('Which arm a profile is in', () => {
  test('stays, and is by the share', ({ assert }) => {
    const profiles = ids(20_000)
    for (const shareB of [0.5, 0.1]) {
      const experiment = { id: newId<ExperimentId>(), shareB }
      const arms = profiles.map((id) => armOf(id, experiment))
      assert.deepEqual(
        profiles.map((id) => armOf(id, experiment)),
        arms
      )
      const share = arms.filter((arm) => arm === 'b').length / profiles.length
      // Four standard deviations.
      assert.closeTo(share, shareB, 4 * Math.sqrt((shareB * (1 - shareB)) / profiles.length))
    }
  })

  test('says nothing of the arm in another experiment', ({ assert }) => {
    const profiles = ids(20_000)
    const [first, second] = [1, 2].map(() => ({ id: newId<ExperimentId>(), shareB: 0.5 }))
    const same = profiles.filter((id) => armOf(id, first!) === armOf(id, second!)).length
    assert.closeTo(same / profiles.length, 0.5, 4 * Math.sqrt(0.25 / profiles.length))
  })
})

/** Profiles that each watch of what they are shown with a rate of their own. */
function profilesOf(arm: 'a' | 'b', count: number, rate: number, seed: number): ProfileCounts[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const shown = 1 + Math.floor(60 * random() ** 2)
    const own = 2 * rate * random()
    const watched = Array.from({ length: shown }).filter(() => random() < own).length
    return { arm, shown, clicked: Math.min(shown, watched + 1), watched }
  })
}

test.group('Rates of arms', () => {
  test('are sums over sums, and the same for the same counts', ({ assert }) => {
    const profiles: ProfileCounts[] = [
      { arm: 'a', shown: 10, clicked: 4, watched: 2 },
      { arm: 'a', shown: 30, clicked: 4, watched: 2 },
      { arm: 'b', shown: 20, clicked: 10, watched: 5 },
    ]
    const rates = ratesOfArms(profiles)
    assert.equal(rates.a.clickRate.value, 0.2)
    assert.equal(rates.a.playThroughRate.value, 0.1)
    assert.equal(rates.b.playThroughRate.value, 0.25)
    assert.equal(rates.difference.value, 0.15)
    assert.deepEqual(ratesOfArms(profiles), rates)
  })

  test('have intervals that hold the truth about as often as they say', ({ assert }) => {
    const truth = 0.1
    let held = 0
    const times = 60
    for (let seed = 0; seed < times; seed++) {
      const { low, high } = ratesOfArms(profilesOf('a', 150, truth, seed)).a.playThroughRate
      if (low <= truth && truth <= high) held++
    }
    // 57 are expected; fewer than 50 of 60 at 95 % would happen once in some thousand times.
    assert.isAtLeast(held, 50)
    assert.isAtMost(held, 60)
  })

  test('tell a better arm, and do not when there is none', ({ assert }) => {
    const better = ratesOfArms([
      ...profilesOf('a', 1500, 0.08, 1),
      ...profilesOf('b', 1500, 0.11, 2),
    ])
    assert.isAbove(better.difference.low, 0)
    assert.isAbove(better.better, 0.97)
    const equal = ratesOfArms([
      ...profilesOf('a', 1500, 0.08, 3),
      ...profilesOf('b', 1500, 0.08, 4),
    ])
    assert.isBelow(equal.difference.low, 0)
    assert.isAbove(equal.difference.high, 0)
  })

  test('are wider than if each title shown stood alone, as profiles differ', ({ assert }) => {
    const profiles = profilesOf('a', 400, 0.2, 5)
    const { value, low, high } = ratesOfArms(profiles).a.playThroughRate
    const shown = profiles.reduce((sum, profile) => sum + profile.shown, 0)
    assert.isAbove(high - low, 2 * 1.96 * Math.sqrt((value * (1 - value)) / shown) * 1.2)
  })

  test('of nobody are 0', ({ assert }) => {
    const { a, difference } = ratesOfArms([])
    assert.deepEqual(a.playThroughRate, { value: 0, low: 0, high: 0 })
    assert.deepEqual(difference, { value: 0, low: 0, high: 0 })
  })
})

test.group('The split of an experiment', () => {
  test('is tested by chi-squared', ({ assert }) => {
    // 15,752 and 15,257 of an expected half: chi-squared is 7.9, p is 0.0049.
    const { p, mismatch } = sampleRatio(15_752, 15_257, 0.5)
    assert.closeTo(p, 0.004938, 0.0001)
    assert.isFalse(mismatch)
  })

  test('is fine when it is as chance gives it, and not when many are lost', ({ assert }) => {
    assert.equal(sampleRatio(500, 500, 0.5).p.toFixed(6), '1.000000')
    assert.isFalse(sampleRatio(9_000, 1_020, 0.1).mismatch)
    assert.isTrue(sampleRatio(10_000, 9_400, 0.5).mismatch)
    assert.isTrue(sampleRatio(9_000, 1_300, 0.1).mismatch)
    assert.deepEqual(sampleRatio(0, 0, 0.5), { expected: 0.5, observed: 0, p: 1, mismatch: false })
  })
})
