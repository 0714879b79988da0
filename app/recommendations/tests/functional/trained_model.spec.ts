import { test } from '@japa/runner'
import { openBackend } from '#ml/backend'
import { buildInteractions } from '#ml/dataset/build_interactions'
import { ease } from '#ml/models/ease'
import { seededRandom } from '#ml/random'
import type { TitleId } from '#core/ids'
import { viewer } from '#database/factories/viewers'
import { serve, servePromoted } from '../support/neighbours_model.js'
import {
  finish,
  homeOf,
  tastefulCatalogue,
  type TastefulCatalogue,
} from '../support/tasteful_catalogue.js'

/** Sixty viewers, each of whom watched half of the films of one genre and one of any other. */
function* viewings({ drama, comedy, horror, all }: TastefulCatalogue) {
  const random = seededRandom(1)
  for (let number = 0; number < 60; number++) {
    const own = [drama, comedy, horror][number % 3]!
    const watched = new Set(own.filter(() => random() < 0.5))
    watched.add(all[Math.floor(random() * all.length)]!)
    for (const title of watched) {
      yield { profile: `viewer ${number}`, title, time: 1_700_000_000, completion: 1 }
    }
  }
}

test.group('A model that was trained on what others watch', (group) => {
  let catalogue: TastefulCatalogue

  group.setup(async () => {
    catalogue = await tastefulCatalogue(24)
  })

  test('fills the next home with what is like what was watched', async ({
    client,
    assert,
    cleanup,
  }) => {
    cleanup(servePromoted)
    const { data } = await buildInteractions(viewings(catalogue), { titles: catalogue.all })
    const context = { backend: await openBackend(), seed: 1, features: null, deadline: null }
    const model = await ease.fit(data, { ...ease.defaults, regularisation: 5 }, context)
    serve(Object.assign(model, { titleIds: data.titles }))

    const who = await viewer()
    for (const titleId of catalogue.horror.slice(0, 3)) await finish(client, who, titleId)
    const home = await homeOf(client, who)
    const best = home.rail('for-you')!.items.slice(0, 3)
    for (const { id } of best) assert.include(catalogue.horror, id as TitleId)
    const because = home.rail('because')!
    assert.include(catalogue.horror.slice(0, 3), because.because!.id as TitleId)
    assert.equal(because.name, `Because you watched ${because.because!.name}`)
  })
})
