import { test } from '@japa/runner'
import { E_INVALID_REQUEST } from '#core/problem'
import { maturityLimitFor } from '../../profile_rules.js'

test.group('The maturity limit of a profile', () => {
  test('{0}')
    .with([
      ['a grown-up has none', { kids: false }, 18],
      ['a kids profile is for seven-year-olds', { kids: true }, 7],
      ['what is asked for counts', { kids: true, asked: 12 }, 12],
      ['what is asked for counts over what was', { kids: false, asked: 16, current: 18 }, 16],
      ['what was stays', { kids: false, current: 13 }, 13],
      ['a kids profile’s own limit stays', { kids: true, current: 10 }, 10],
      ['a grown-up’s limit does not stay for kids', { kids: true, current: 16 }, 7],
      ['zero is a limit', { kids: true, asked: 0, current: 10 }, 0],
    ] as [string, Parameters<typeof maturityLimitFor>[0], number][])
    .run(({ assert }, [, wish, limit]) => {
      assert.equal(maturityLimitFor(wish), limit)
    })

  test('kids cannot have more than kids may', ({ assert }) => {
    assert.throws(() => maturityLimitFor({ kids: true, asked: 13 }), E_INVALID_REQUEST as never)
  })
})
