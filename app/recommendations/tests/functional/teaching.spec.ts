import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { GenerateCatalogue } from '#catalog'
import { playableFilm } from '#database/factories/playable_titles'
import { CreateAccount } from '#identity'
import { teachTastes } from '../../../../bin/training/teach_tastes.js'
import { DeleteGeneratedHistory } from '../../actions/generate_history.js'
import { FindPromotedModel } from '../../queries/find_promoted_model.js'
import { servedModels } from '../../registry/served_models.js'

const PASSWORD = 'correct horse battery'
/** What was watched depends on the hour; with fewer, chance decides in some hours whether the model is better. */
const PROFILES = 1600

test.group('Viewers with planted tastes', (group) => {
  group.each.setup(async () => {
    await db.rawQuery(
      `truncate catalog.titles, catalog.people, catalog.collections, playback.progress,
         recommendations.models cascade`
    )
    await new DeleteGeneratedHistory().handle()
    return async () => {
      servedModels.release()
      await new DeleteGeneratedHistory().handle()
    }
  })

  test('teach a model that finds more than what all watch, and it chooses a home', async ({
    client,
    assert,
  }) => {
    const { titleId } = await playableFilm()
    await new GenerateCatalogue().handle({ titles: 120, seed: 5, assetOf: titleId })
    const email = 'taught@example.com'
    const createAccount = await app.container.make(CreateAccount)
    await createAccount.handle({ email, password: PASSWORD })
    const steps: string[] = []
    const taught = await teachTastes({
      ...{ root: app.appRoot, profiles: PROFILES, perProfile: 20 },
      guests: { emails: [email], perProfile: 8 },
      ...{ choice: 'ease', budgetMs: 60_000 },
      onStep: (words) => steps.push(words),
    })
    assert.equal(taught.outcome, 'promoted', taught.reason)
    assert.isAbove(taught.report!.differences.popularity!.ndcg.low, 0)
    assert.match(steps[0]!, new RegExp(`${PROFILES} viewers with tastes`))

    const promoted = await new FindPromotedModel().handle()
    await servedModels.refresh()
    const entered = await client.post('/v1/auth/login').json({
      ...{ email, password: PASSWORD },
      device: { name: 'Browser', kind: 'web' },
    })
    const { accessToken, profiles } = entered.body()
    const home = await client.get(`/v1/profiles/${profiles[0].id}/home`).bearerToken(accessToken)
    const byModel = home.body().rails.filter(({ model }: { model?: string }) => model)
    assert.includeMembers(
      byModel.map(({ kind }: { kind: string }) => kind),
      ['for-you', 'because']
    )
    assert.isTrue(byModel.every(({ model }: { model: string }) => model === promoted!.id))
  })
})
