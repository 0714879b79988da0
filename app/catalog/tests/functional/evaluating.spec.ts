import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { readEntries } from '../../evaluating/entries.js'
import { makeQueries, QUERY_CLASSES } from '../../evaluating/make_queries.js'
import { ilike, judge, ours, summary } from '../../evaluating/measure.js'
import { writeFilms, type FilmFacts } from '../../evaluating/write_films.js'

const FILMS: FilmFacts[] = [
  ['Amélie', 2001, 'Jean-Pierre Jeunet', 'Audrey Tautou', { ru: 'Амели' }, 'Comedy'],
  ['Seven Samurai', 1954, 'Akira Kurosawa', 'Toshiro Mifune', { ja: '七人の侍' }, 'Drama'],
  ['The Fifth Element', 1997, 'Luc Besson', 'Milla Jovovich', {}, 'Science fiction'],
]

test.group('Judging the search', (group) => {
  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
    await writeFilms(FILMS)
  })

  test('the same seed asks the same, in two halves', async ({ assert }) => {
    const entries = await readEntries()
    assert.lengthOf(entries, 3)
    const queries = makeQueries(entries, 1, 4)
    assert.deepEqual(makeQueries(entries, 1, 4), queries)
    assert.notDeepEqual(makeQueries(entries, 2, 4), queries)
    for (const half of ['dev', 'test'] as const) {
      assert.isAbove(queries.filter((query) => query.half === half).length, 10)
    }
    for (const { class: kind } of queries) assert.include(QUERY_CLASSES, kind)
  })

  test('a right answer has full marks, a wrong one none, a late one some', async ({ assert }) => {
    const [first, second] = await readEntries()
    const grades = new Map([[first!.id, 3]])
    const query = { text: 'x', class: 'exact', half: 'test', grades } as const
    const marks = async (answer: string[]) =>
      summary(await judge([query], async () => answer), 'test')['all']!
    assert.deepEqual(await marks([first!.id]), { queries: 1, mrr: 1, ndcg: 1 })
    assert.deepEqual(await marks([second!.id]), { queries: 1, mrr: 0, ndcg: 0 })
    const late = await marks([second!.id, first!.id])
    assert.equal(late.mrr, 0.5)
    assert.closeTo(late.ndcg, 1 / Math.log2(3), 0.001)
    const nothing = { ...query, grades: new Map<string, number>() }
    assert.equal(summary(await judge([nothing], async () => []), 'test')['all']!.mrr, 1)
    assert.equal(summary(await judge([nothing], async () => ['a']), 'test')['all']!.mrr, 0)
  })

  test('ours finds what PostgreSQL alone does not', async ({ assert }) => {
    const film = (await readEntries()).find(({ name }) => name === 'The Fifth Element')!
    for (const text of ['thefifthelement', 'fith element', 'the 5th element', 'the fi']) {
      assert.equal((await ours(text))[0], film.id, text)
    }
    assert.isEmpty(await ilike('fith element'))
  })
})
