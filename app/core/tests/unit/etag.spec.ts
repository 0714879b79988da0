import { test } from '@japa/runner'
import { entityTag, isListed } from '#core/http/etag'

test.group('Entity tags', () => {
  test('the same content has the same tag, other content another', ({ assert }) => {
    assert.equal(entityTag('a', 'strong'), entityTag('a', 'strong'))
    assert.notEqual(entityTag('a', 'strong'), entityTag('b', 'strong'))
    assert.equal(entityTag('a', 'weak'), `W/${entityTag('a', 'strong')}`)
  })

  test('If-None-Match "{field}" against {tag}: {listed}')
    .with([
      { field: undefined, tag: '"a"', listed: false },
      { field: '', tag: '"a"', listed: false },
      { field: '*', tag: '"a"', listed: true },
      { field: '"a"', tag: '"a"', listed: true },
      { field: 'W/"a"', tag: '"a"', listed: true },
      { field: '"a"', tag: 'W/"a"', listed: true },
      { field: '"b", W/"a" , "c"', tag: 'W/"a"', listed: true },
      { field: '"b"', tag: '"a"', listed: false },
      { field: 'a', tag: '"a"', listed: false },
      { field: '"a, b"', tag: '"a"', listed: false },
    ])
    .run(({ assert }, { field, tag, listed }) => {
      assert.equal(isListed(field, tag), listed)
    })
})
