import { test } from '@japa/runner'
import { newId, type TitleId } from '#core/ids'
import { eachTitleOnce } from '../../shared/each_title_once.js'
import type { WrittenRail } from '../../shared/written_rail.js'

const ids = Array.from({ length: 9 }, () => newId<TitleId>())

/** A rail of the titles with these numbers. */
function rail(kind: string, ...titles: number[]): WrittenRail {
  const cards = titles.map((title) => ({ titleId: ids[title]!, json: '{}' }))
  return { position: 0, kind, head: '{', cards }
}

const shownOf = (rails: WrittenRail[]) =>
  rails.map(({ kind, cards }) => [kind, ...cards.map(({ titleId }) => ids.indexOf(titleId))])

test.group('A page on which each title stands once', () => {
  test('shows it where it comes first', ({ assert }) => {
    const rails = [rail('new', 0, 1, 2, 3), rail('films', 0, 4, 5, 6, 7)]
    assert.deepEqual(shownOf(eachTitleOnce(rails, [], [])), [
      ['new', 0, 1, 2, 3],
      ['films', 4, 5, 6, 7],
    ])
  })

  test('shows what the profile put there whole, and nowhere else', ({ assert }) => {
    const mine = rail('my-list', 0, 1)
    const rails = [rail('new', 0, 2, 3, 4, 5), mine]
    assert.deepEqual(shownOf(eachTitleOnce(rails, [ids[1]!], [mine])), [
      ['new', 2, 3, 4, 5],
      ['my-list', 0, 1],
    ])
  })

  test('makes room for a whole rail further down instead of a short rest', ({ assert }) => {
    const rails = [rail('new', 0, 1, 2), rail('collection', 1, 2)]
    assert.deepEqual(shownOf(eachTitleOnce(rails, [ids[0]!], [])), [['collection', 1, 2]])
  })

  test('loses no title of a small catalogue to the one that it begins with', ({ assert }) => {
    const rails = [rail('new', 0, 1, 2), rail('films', 0, 1, 2)]
    assert.deepEqual(shownOf(eachTitleOnce(rails, [ids[0]!], [])), [['new', 1, 2]])
  })

  test('shows no rail of which little is left', ({ assert }) => {
    const rails = [rail('new', 0, 1, 2, 3), rail('drama', 0, 1, 2, 4)]
    assert.deepEqual(shownOf(eachTitleOnce(rails, [], [])), [['new', 0, 1, 2, 3]])
  })
})
