import { test } from '@japa/runner'
import { buildTitleFeatures, type TitleDescription } from '#ml/dataset/build_title_features'
import type { TitleFeatures } from '#ml/dataset/title_features'

function title(more: Partial<TitleDescription>): TitleDescription {
  return { genres: [], people: [], synopsis: '', ...more }
}

function rowOf(features: TitleFeatures, row: number): Record<string, number> {
  const { names, rowStart, columns, weights } = features
  const entries: [string, number][] = []
  for (let cell = rowStart[row]!; cell < rowStart[row + 1]!; cell++) {
    entries.push([names[columns[cell]!]!, weights[cell]!])
  }
  return Object.fromEntries(entries)
}

test.group('Title features', () => {
  test('a worked example', ({ assert }) => {
    const features = buildTitleFeatures([
      title({ genres: ['war'], synopsis: 'A sword, a sword!' }),
      title({ genres: ['war'], synopsis: 'The sword and the boat' }),
      title({ genres: ['sea'], synopsis: 'Boat. Boat? BOAT' }),
      title({ genres: ['sea'] }),
    ])
    assert.deepEqual(features.names, ['genre:sea', 'genre:war', 'word:boat', 'word:sword'])
    const half = Math.SQRT1_2
    const first = rowOf(features, 0)
    assert.closeTo(first['genre:war']!, half, 1e-6)
    assert.closeTo(first['word:sword']!, half, 1e-6)
    // Both words are as rare, so that each has half of the square of the words' part.
    const second = rowOf(features, 1)
    assert.closeTo(second['word:boat']!, 0.5, 1e-6)
    assert.closeTo(second['word:sword']!, 0.5, 1e-6)
    assert.deepEqual(rowOf(features, 3), { 'genre:sea': 1 })
  })

  test('what is rarer weighs more, and a word said often more, but not as much', ({ assert }) => {
    const features = buildTitleFeatures([
      title({ synopsis: 'rare common common common' }),
      title({ synopsis: 'rare common' }),
      title({ synopsis: 'common' }),
      title({}),
    ])
    const [once, thrice] = [rowOf(features, 1), rowOf(features, 0)]
    const rarity = Math.log(4 / 2) / Math.log(4 / 3)
    assert.closeTo(once['word:rare']! / once['word:common']!, rarity, 1e-5)
    assert.closeTo(thrice['word:rare']! / thrice['word:common']!, rarity / (1 + Math.log(3)), 1e-5)
  })

  test('what one title or all have is left out, and so are kinds apart', ({ assert }) => {
    const features = buildTitleFeatures([
      title({ genres: ['drama', 'noir'], people: ['noir'], synopsis: 'alone' }),
      title({ genres: ['drama', 'noir'] }),
      title({ genres: ['drama'], people: ['noir'] }),
    ])
    assert.deepEqual(features.names, ['genre:noir', 'person:noir'])
  })

  test('words are the same with and without case and accents', ({ assert }) => {
    const features = buildTitleFeatures([
      title({ synopsis: 'Élan vital' }),
      title({ synopsis: 'ELAN of the sea' }),
      title({ synopsis: 'nothing' }),
    ])
    assert.deepEqual(features.names, ['word:elan'])
  })

  test('rows have length 1 or are empty, also without any title', ({ assert }) => {
    const features = buildTitleFeatures([
      title({ genres: ['a', 'b'], people: ['x'], synopsis: 'one two three' }),
      title({ genres: ['a'], people: ['x', 'y'], synopsis: 'two two three' }),
      title({ genres: ['b'], people: ['y'] }),
      title({}),
    ])
    const lengths = [0, 1, 2, 3].map((row) => Math.hypot(...Object.values(rowOf(features, row))))
    for (const [row, length] of lengths.entries()) assert.closeTo(length, row === 3 ? 0 : 1, 1e-6)
    assert.deepEqual(Array.from(buildTitleFeatures([]).rowStart), [0])
  })
})
