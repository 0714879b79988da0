import { test } from '@japa/runner'
import { CreateLoadAccounts } from '../../actions/create_load_accounts.js'

const PASSWORD = 'watching-under-load-24'

test.group('Accounts for load tests', () => {
  test('are made by the thousand, log in with the shared password, and are made once', async ({
    assert,
    client,
  }) => {
    const emails = Array.from({ length: 2500 }, (_, index) => `load-${index}@load.example.com`)
    const createAccounts = new CreateLoadAccounts()

    assert.equal(await createAccounts.handle({ emails, password: PASSWORD }), 2500)
    assert.equal(await createAccounts.handle({ emails, password: PASSWORD }), 0)

    const answer = await client.post('/v1/auth/login').json({
      email: emails.at(-1),
      password: PASSWORD,
      device: { name: 'k6', kind: 'web' },
    })
    answer.assertStatus(200)
    assert.lengthOf(answer.body().profiles, 1)
  })
})
