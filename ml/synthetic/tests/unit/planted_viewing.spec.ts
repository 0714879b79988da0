import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { buildInteractions } from '#ml/dataset/build_interactions'
import { readCsvInteractions } from '#ml/dataset/read_csv'
import { seededRandom } from '#ml/random'
import { AliasTable } from '#ml/synthetic/alias_table'
import { PlantedViewing } from '#ml/synthetic/planted_viewing'
import { writeCsv } from '#ml/synthetic/write_csv'

const SIZE = { profiles: 300, titles: 600, events: 12_000, seed: 3 }

test.group('Planted viewing', () => {
  test('the same seed gives the same events, another seed others', ({ assert }) => {
    const events = [...new PlantedViewing(SIZE).events()]
    assert.deepEqual([...new PlantedViewing(SIZE).events()], events)
    assert.notDeepEqual([...new PlantedViewing({ ...SIZE, seed: 4 }).events()], events)
  })

  test('it has the size asked for, each profile in order and no title twice', async ({
    assert,
  }) => {
    const events = [...new PlantedViewing(SIZE).events()]
    assert.closeTo(events.length, SIZE.events, SIZE.events * 0.01)
    const { data, counts } = await buildInteractions(events)
    assert.equal(counts.kept, events.length)
    assert.equal(counts.merged, 0)
    assert.isAbove(data.profiles.length, 0.98 * SIZE.profiles)
    for (const [place, event] of events.entries()) {
      const before = events[place - 1]
      if (before?.profile === event.profile) assert.isAtMost(before.time, event.time)
    }
  })

  test('profiles watch what is to their taste, and a few titles are watched most', ({ assert }) => {
    const viewing = new PlantedViewing(SIZE)
    const titles = new Map(viewing.titleIds.map((id, title) => [id, title]))
    const watchers = new Uint32Array(SIZE.titles)
    let toTaste = 0
    let events = 0
    for (const { profile, title } of viewing.events()) {
      const [dearest] = viewing.tastesOf(Number(profile.split('-')[1]))
      watchers[titles.get(title)!]!++
      toTaste += Number(viewing.tasteOf[titles.get(title)!] === dearest)
      events++
    }
    // By chance it would be one in 24.
    assert.isAbove(toTaste / events, 5 / 24)
    const top = watchers.toSorted((a, b) => b - a).slice(0, SIZE.titles / 10)
    // Of a tenth of the titles, which would have a tenth of the viewing if all were alike.
    assert.isAbove(top.reduce((sum, count) => sum + count, 0) / events, 0.2)
  })

  test('as CSV it is read again as it was', async ({ assert, cleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'planted-'))
    cleanup(() => rm(folder, { recursive: true }))
    const path = join(folder, 'events.csv')
    const viewing = new PlantedViewing(SIZE)
    const written = await writeCsv(path, viewing.events())
    const { data, counts } = await readCsvInteractions(path)
    assert.equal(counts.kept, written)
    const direct = await buildInteractions(
      [...viewing.events()].map((event) => ({
        ...event,
        completion: Number(event.completion!.toFixed(3)),
      }))
    )
    assert.deepEqual(data, direct.data)
  })

  test('an alias table draws each index by its weight', ({ assert }) => {
    const weights = Float64Array.of(0, 1, 5, 0.5, 3.5)
    const table = new AliasTable(weights)
    const random = seededRandom(1)
    const drawn = new Uint32Array(weights.length)
    for (let draw = 0; draw < 100_000; draw++) drawn[table.draw(random)]!++
    for (const [index, weight] of weights.entries()) {
      assert.closeTo(drawn[index]! / 100_000, weight / 10, 0.01)
    }
    assert.equal(drawn[0], 0)
  })
})
