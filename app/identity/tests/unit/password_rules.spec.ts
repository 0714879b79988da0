import { test } from '@japa/runner'
import { brokenRule } from '../../password_rules.js'

const OWNER = { email: 'grace.hopper@navy.example', name: 'Grace Hopper' }

test.group('A new password', () => {
  test('{0} is {1}')
    .with([
      ['password12', 'common'],
      ['Password2024!', 'common'],
      ['P@ssw0rd1234', 'common'],
      ['1qaz2wsx3edc', 'common'],
      ['qwertyuiop', 'common'],
      ['iloveyou12', 'common'],
      ['dragondragon', 'common'],
      ['ｐａｓｓｗｏｒｄ１２', 'common'],
      ['aaaaaaaaaaaa', 'repetitive'],
      ['abcabcabcabc', 'repetitive'],
      ['1234567890', 'repetitive'],
      ['9876543210', 'repetitive'],
      ['abcdefghijkl', 'repetitive'],
      ['grace.hopper', 'personal'],
      ['Hopper1906!!', 'personal'],
      ['gracehopper9', 'personal'],
      ['grace.hopper@navy.example', 'personal'],
      ['flixflow2026', 'personal'],
    ] as const)
    .run(({ assert }, [password, rule]) => {
      assert.equal(brokenRule(password, OWNER), rule)
    })

  test('{$self} may be chosen')
    .with([
      'correct horse battery',
      'watching-under-load-24',
      'kP4vX2mQ9t',
      'grace under pressure at sea',
      'the password is in the attic',
      'пароль для вечера',
      '夜更かしして映画を見るのが好き',
    ])
    .run(({ assert }, password) => {
      assert.isNull(brokenRule(password, OWNER))
    })

  test('of somebody without a name is checked against the address alone', ({ assert }) => {
    assert.equal(brokenRule('ada.lovelace1', { email: 'ada.lovelace@example.com' }), 'personal')
    assert.isNull(brokenRule('kP4vX2mQ9t', { email: 'a@b.co', name: null }))
  })
})
