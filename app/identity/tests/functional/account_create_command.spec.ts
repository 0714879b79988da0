import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import { logIn, newEmail, PASSWORD } from '../support/viewers.js'

test.group('account:create', (group) => {
  group.each.setup(() => {
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })

  test('makes an editor who can log in', async ({ client, assert }) => {
    const email = newEmail()
    const command = await ace.exec('account:create', [
      `--email=${email}`,
      `--password=${PASSWORD}`,
      '--role=editor',
    ])
    command.assertSucceeded()
    const editor = await logIn(client, email)
    const account = await client.get('/v1/account').bearerToken(editor.accessToken)
    assert.deepEqual(account.body().roles, ['viewer', 'editor'])
  })

  test('says what is wrong: {0}')
    .with([
      ['e-mail', ['--email=nobody', `--password=${PASSWORD}`]],
      ['password', [`--email=${newEmail()}`, '--password=short']],
      ['role', [`--email=${newEmail()}`, `--password=${PASSWORD}`, '--role=king']],
    ] as [string, string[]][])
    .run(async (_, [, args]) => {
      const command = await ace.exec('account:create', args)
      command.assertFailed()
    })

  test('refuses a taken e-mail', async () => {
    const args = [`--email=${newEmail()}`, `--password=${PASSWORD}`]
    await ace.exec('account:create', args)
    const command = await ace.exec('account:create', args)
    command.assertFailed()
  })
})
