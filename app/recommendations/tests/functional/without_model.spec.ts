import { test } from '@japa/runner'
import { v7 } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import { register } from 'prom-client'
import { clock } from '#core/clock'
import { newId, type TitleId } from '#core/ids'
import { viewer } from '#database/factories/viewers'
import { RollUpPopularity } from '#playback'
import { homeRailSources } from '#catalog'
import { popularListsOf } from '../../serving/popular_lists.js'
import { NeighboursModel, serve, servePromoted } from '../support/neighbours_model.js'
import { finish, homeOf, tastefulCatalogue } from '../support/tasteful_catalogue.js'

/** Plays of a title by as many profiles, today. */
async function played(titleId: string, profiles: number, country: string) {
  const rows = Array.from({ length: profiles }, () => ({
    ...{ id: v7(), account_id: newId(), profile_id: newId(), device_id: newId() },
    ...{ title_id: titleId, asset_id: newId(), country, started_at: new Date() },
  }))
  await db.table('playback.play_sessions').multiInsert(rows)
}

class BrokenModel extends NeighboursModel {
  asked = 0

  override score(): void {
    this.asked += 1
    throw new Error('It was trained badly')
  }
}

class NumberlessModel extends NeighboursModel {
  override score(_history: never, _at: number, out: Float32Array): void {
    out.fill(Number.NaN)
  }
}

async function failures(): Promise<number> {
  const { values } = await register.getSingleMetric('flixflow_model_failures_total')!.get()
  return values.reduce((sum, { value }) => sum + value, 0)
}

test.group('A home without a model', (group) => {
  let catalogue: Awaited<ReturnType<typeof tastefulCatalogue>>

  group.setup(async () => {
    catalogue = await tastefulCatalogue(12)
    await db.rawQuery('truncate playback.play_sessions, playback.title_days')
    for (const [place, titleId] of catalogue.all.entries()) {
      await played(titleId, 4 + ((place * 7) % 30), 'US')
    }
    await new RollUpPopularity().handle()
    return () => db.rawQuery('truncate playback.play_sessions, playback.title_days')
  })
  // The lists of before are a minute old.
  group.each.setup(() => clock.freeze(Date.now() + 120_000))
  group.each.teardown(() => {
    servePromoted()
    clock.restore()
  })

  test('shows what is popular in the country, also to who has watched much, each once', async ({
    client,
    assert,
  }) => {
    serve(null)
    const who = await viewer()
    for (const titleId of catalogue.drama.slice(0, 3)) await finish(client, who, titleId)
    const home = await homeOf(client, who)
    assert.isUndefined(home.rail('for-you'))
    assert.isUndefined(home.rail('popular'))
    const top = home.rail('top')!
    assert.equal(top.name, 'Top in your country')
    assert.isUndefined(top.model)
    const { top: list } = await popularListsOf('US')
    const shown = top.items.map(({ id }) => id)
    assert.deepEqual(
      shown,
      list.filter((id) => shown.includes(id))
    )
    assert.isAbove(shown.length, 10)
    for (const titleId of catalogue.drama.slice(0, 3)) assert.notInclude(shown, titleId)
    assert.lengthOf(new Set(home.ids), home.ids.length)
  })

  test('shows it to a new profile that the model knows nothing of', async ({ client, assert }) => {
    serve(catalogue.model)
    const home = await homeOf(client, await viewer())
    assert.isUndefined(home.rail('for-you'))
    assert.isNotEmpty(home.rail('top')!.items)
    assert.isAbove(home.rails.length, 1)
  })

  test('shows kids what is popular within their limit', async ({ client, assert }) => {
    serve(null)
    const who = await viewer()
    const home = await homeOf(client, who, who.kidProfileId)
    assert.isNotEmpty(home.rail('top')!.items)
    for (const id of home.ids) assert.notInclude(catalogue.horror, id as TitleId)
  })

  test('comes also when a model fails, which is then left alone, and counted', async ({
    client,
    assert,
  }) => {
    const model = new BrokenModel(catalogue.all, [])
    serve(model)
    const who = await viewer()
    await finish(client, who, catalogue.drama[0]!)
    const before = await failures()
    for (let load = 0; load < 3; load++) {
      assert.isNotEmpty((await homeOf(client, who)).rail('top')!.items)
    }
    assert.equal(model.asked, 1)
    assert.equal(await failures(), before + 1)
  })

  test('comes also when a model gives what is no number', async ({ client, assert }) => {
    serve(new NumberlessModel(catalogue.all, []))
    const who = await viewer()
    await finish(client, who, catalogue.drama[0]!)
    const home = await homeOf(client, who)
    assert.isUndefined(home.rail('for-you'))
    assert.isNotEmpty(home.rail('top')!.items)
  })

  test('has the rails that everybody sees when nothing can be chosen', async ({
    client,
    assert,
  }) => {
    const { chooser } = homeRailSources
    homeRailSources.chooser = () => Promise.reject(new Error('The database is away'))
    try {
      const home = await homeOf(client, await viewer())
      assert.isNotEmpty(home.rail('new')!.items)
      assert.lengthOf(new Set(home.ids), home.ids.length)
    } finally {
      homeRailSources.chooser = chooser
    }
  })
})
