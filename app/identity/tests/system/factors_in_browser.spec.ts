import { randomUUID } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { appUrl } from '#config/app'
import { tool } from '#core/tools'
import { CreateAccount } from '#identity'
import { launchBrowser } from '../../../../bin/browser_viewer.js'
import { SignInProviders } from '../../sign_in/sign_in_providers.js'
import { FakeProvider } from '../support/fake_provider.js'
import { AuthenticatorApp } from '../support/two_factor.js'

const noBrowser = await tool('chromium').then(
  () => '',
  (error: Error) => error.message
)
const TIMEOUT_MS = 20_000

async function newAccount() {
  const credentials = { email: `${randomUUID()}@example.com`, password: randomUUID() }
  const createAccount = await app.container.make(CreateAccount)
  await createAccount.handle(credentials)
  return credentials
}

type Credentials = Awaited<ReturnType<typeof newAccount>>

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(TIMEOUT_MS)
  await page.goto(`${appUrl}${path}`)
  return page
}

async function fillIn(page: Page, { email, password }: Credentials) {
  await page.fill('input[name=email]', email)
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
}

function isAt(path: string) {
  return (address: URL) => address.pathname === path
}

/** An authenticator as phones and laptops have one built in, that always knows its user. */
async function giveAuthenticator(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return async () =>
    (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials
}

test.group('The ways to log in, in a real browser', (group) => {
  let browser: Browser | undefined
  let context: BrowserContext

  group.tap((each) => each.skip(Boolean(noBrowser) && !process.env.CI, noBrowser))
  group.setup(async () => {
    if (!noBrowser) browser = await launchBrowser()
    return () => browser?.close()
  })
  group.each.setup(async () => {
    context = await browser!.newContext()
    return () => context.close()
  })

  /** Logs in, adds a passkey on the page of the account, and logs out. */
  async function addPasskey(page: Page) {
    const account = await newAccount()
    await fillIn(page, account)
    await page.waitForURL(isAt('/account'))
    const authenticator = await giveAuthenticator(page)
    await page.click('text=Add a passkey')
    await page.fill('dialog input[name=proof]', account.password)
    await page.click('dialog .button-strong')
    await page.waitForSelector('[data-passkeys] >> text=/^Added /')
    await context.clearCookies()
    return authenticator
  }

  test('I add a passkey to my account, and log in by it without writing anything', async ({
    assert,
  }) => {
    // A browser that offers no passkeys within fields, as the button is for.
    await context.addInitScript(
      'PublicKeyCredential.isConditionalMediationAvailable = async () => false'
    )
    const page = await open(context, '/login?next=/account')
    const credentials = await addPasskey(page)
    const [made] = await credentials()
    assert.isTrue(made?.isResidentCredential)
    assert.equal(made?.rpId, 'localhost')

    await page.goto(`${appUrl}/login?next=/account`)
    await page.click('[data-passkey]')
    await page.waitForURL(isAt('/account'))
    await page.waitForSelector('[data-passkeys] >> text=/^Last used /')
    const [used] = await credentials()
    assert.isAbove(used!.signCount, made!.signCount)
  })

  test('the e-mail field offers my passkey by itself', async () => {
    const page = await open(context, '/login?next=/account')
    await addPasskey(page)
    await page.goto(`${appUrl}/login?next=/account`)
    await page.waitForURL(isAt('/account'))
  })

  test('I turn two-factor log-in on, and log in with my app and with a recovery code', async ({
    assert,
  }) => {
    const account = await newAccount()
    const page = await open(context, '/login?next=/account')
    await fillIn(page, account)
    await page.waitForURL(isAt('/account'))
    await page.click('text=Set up')
    await page.fill('dialog input[name=proof]', account.password)
    await page.click('dialog .button-strong')
    const secret = await page.locator('.security-secret').innerText()
    const authenticatorApp = new AuthenticatorApp(secret.replaceAll(' ', ''))
    await page.fill('[data-two-factor] input[name=code]', authenticatorApp.code(-1))
    await page.click('text=Turn on')
    await page.waitForSelector('.security-codes')
    const codes = await page.locator('.security-codes code').allInnerTexts()
    assert.lengthOf(codes, 10)
    await page.click('text=I have kept them')
    await page.waitForSelector('text=On. 10 recovery codes left.')

    const logIn = async (code: string, recovery: boolean) => {
      await context.clearCookies()
      await page.goto(`${appUrl}/login?next=/account`)
      await fillIn(page, account)
      if (recovery) await page.click('text=Use a recovery code')
      await page.fill('input[name=code]', '000000')
      await page.click('[data-second-step] .button-strong')
      await page.waitForSelector('text=The code is not right')
      await page.fill('input[name=code]', code)
      await page.click('[data-second-step] .button-strong')
      await page.waitForURL(isAt('/account'))
    }
    await logIn(authenticatorApp.code(1), false)
    await logIn(codes[0]!, true)
    await page.waitForSelector('text=On. 9 recovery codes left.')
  })

  test('I pair a TV with my phone, and the TV goes home by itself', async ({ assert }) => {
    const account = await newAccount()
    const tvContext = await browser!.newContext({ viewport: { width: 1920, height: 1080 } })
    const tv = await open(tvContext, '/tv')
    const code = await tv.locator('[data-code]').filter({ hasText: '-' }).innerText()
    assert.equal(await tv.locator('[data-picture] svg').count(), 1)

    const phone = await open(context, `/pair?code=${code}`)
    await phone.waitForURL(isAt('/login'))
    await fillIn(phone, account)
    await phone.waitForURL(isAt('/pair'))
    await phone.waitForSelector('text=FlixFlow on TV')
    await phone.click('text=Approve')
    await phone.waitForSelector('text=is logged in')
    await tv.waitForURL(isAt('/'))
    await tvContext.close()
  })

  for (const name of ['google', 'apple'] as const) {
    test(`I come back from ${name} logged in`, async ({ assert, cleanup }) => {
      const provider = new FakeProvider(name)
      await provider.start()
      const settings = { google: null, apple: null, ...provider.settings }
      app.container.swap(SignInProviders, () => new SignInProviders(settings))
      cleanup(() => {
        app.container.restore(SignInProviders)
        provider.stop()
      })
      const email = `${randomUUID()}@example.com`
      provider.person = { sub: email, email, email_verified: true }
      const page = await open(context, '/login?next=/account')
      await page.click(`[data-provider=${name}]`)
      await page.waitForURL(isAt('/account'))
      await page.waitForSelector(`text=Linked as ${email}`)
      assert.deepEqual(provider.violations, [])
    })
  }
})
