import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { GenerateCatalogue } from '#catalog'
import { CreateAccount } from '#identity'
import { teachTastes } from '../../../../bin/training/teach_tastes.js'
import { DeleteGeneratedHistory } from '../../actions/generate_history.js'
import { FindPromotedModel } from '../../queries/find_promoted_model.js'

test.group('Viewers with planted tastes', (group) => {
  group.each.setup(async () => {
    await db.rawQuery(
      `truncate catalog.titles, catalog.people, catalog.collections, playback.progress,
         recommendations.models cascade`
    )
    await new DeleteGeneratedHistory().handle()
    return () => new DeleteGeneratedHistory().handle()
  })

  test('teach a model that finds far more than what all watch, and it serves', async ({
    assert,
  }) => {
    await new GenerateCatalogue().handle({ titles: 120, seed: 5 })
    const email = 'taught@example.com'
    const createAccount = await app.container.make(CreateAccount)
    await createAccount.handle({ email, password: 'correct horse battery' })
    const steps: string[] = []
    const taught = await teachTastes({
      ...{ root: app.appRoot, profiles: 400, perProfile: 20 },
      guests: { emails: [email], perProfile: 8 },
      ...{ choice: 'ease', budgetMs: 60_000 },
      onStep: (words) => steps.push(words),
    })
    assert.equal(taught.outcome, 'promoted', taught.reason)
    const { chosen, popularity } = taught.report!.metrics
    assert.isAbove(chosen!['ndcg@20']!.value, 1.2 * popularity!['ndcg@20']!.value)
    assert.isNotNull(await new FindPromotedModel().handle())
    assert.match(steps[0]!, /400 viewers with tastes/)
    const own = await db
      .from('identity.profiles as p')
      .join('identity.accounts as a', 'a.id', 'p.account_id')
      .join('playback.progress as s', 's.profile_id', 'p.id')
      .where('a.email', email)
    assert.isAbove(own.length, 1)
  })
})
