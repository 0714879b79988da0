import { test } from '@japa/runner'
import fc from 'fast-check'
import { posix } from 'node:path'
import { edgeFilePath } from '../../edge/edge_path.js'

test.group('The path of an edge file', () => {
  test('is taken as the packager writes it', ({ assert }) => {
    assert.equal(edgeFilePath('/edge/assets/ab/manifest.mpd'), 'assets/ab/manifest.mpd')
    assert.equal(edgeFilePath('/edge/assets/ab/video/240p/1.m4s'), 'assets/ab/video/240p/1.m4s')
  })

  test('never leaves the assets, whatever is sent', ({ assert }) => {
    const pieces = fc.constantFrom(
      ...['assets', 'ab', '..', '.', '', '%2e', '%2f', '\\', '\0', '/', '.x', 'a.b', '~', ' ']
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const path = edgeFilePath(`/edge/${parts.join('/')}`)
        if (path === null) return
        assert.equal(posix.normalize(path), path)
        assert.isTrue(path.startsWith('assets/'))
        assert.notMatch(path, /[%\\\0]|(^|\/)\./)
      }),
      { numRuns: 2000 }
    )
  })
})
