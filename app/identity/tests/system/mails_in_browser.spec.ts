import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { appUrl } from '#config/app'
import { tool } from '#core/tools'
import { CreateAccount } from '#identity'
import { codeIn, mailTo } from '#tests/captured_mail'
import { launchBrowser } from '../../../../bin/browser_viewer.js'
import { newEmail, PASSWORD } from '../support/viewers.js'

const noBrowser = await tool('chromium').then(
  () => '',
  (error: Error) => error.message
)

const TIMEOUT_MS = 20_000

/** The address in a mail that a reader would press. */
function pressed({ text }: { text: string }): string {
  const url = /https?:\S+/.exec(text)?.[0]
  if (!url) throw new Error(`No link in:\n${text}`)
  return url
}

test.group('Mails in a real browser', (group) => {
  let browser: Browser | undefined

  group.tap((each) => each.skip(Boolean(noBrowser) && !process.env.CI, noBrowser))
  group.setup(async () => {
    if (!noBrowser) browser = await launchBrowser()
  })
  group.teardown(() => browser?.close())

  async function newPage(): Promise<Page> {
    const context = await browser!.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    page.setDefaultTimeout(TIMEOUT_MS)
    return page
  }

  async function fillRegistration(page: Page, email: string) {
    await page.goto(`${appUrl}/login?register`)
    await page.fill('[name=displayName]', 'Ada')
    await page.fill('[name=email]', email)
    await page.fill('[name=password]', PASSWORD)
    await page.click('[data-submit]')
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
  }

  async function logIn(page: Page, email: string, password: string) {
    await page.goto(`${appUrl}/login`)
    await page.fill('[name=email]', email)
    await page.fill('[name=password]', password)
    await page.click('[data-submit]')
    await page.waitForURL(`${appUrl}/`)
  }

  async function newAccount(): Promise<string> {
    const email = newEmail()
    const createAccount = await app.container.make(CreateAccount)
    await createAccount.handle({ email, password: PASSWORD, displayName: 'Ada' })
    return email
  }

  test('I register, type the code of the mail, and am in', async () => {
    const page = await newPage()
    const email = newEmail()
    await fillRegistration(page, email)
    const code = codeIn(await mailTo(email))
    await page.fill('[name=code]', code === '000000' ? '000001' : '000000')
    await page.getByText('The code is not right').waitFor()
    await page.fill('[name=code]', code)
    await page.waitForURL(`${appUrl}/`)
  })

  test('with an address that has an account I see the same page, and the mail says it', async () => {
    const page = await newPage()
    const email = await newAccount()
    await fillRegistration(page, email)
    await page.goto(pressed(await mailTo(email, 'already')))
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  })

  test('the link of the mail takes my password on another device, and leaves the address bar', async ({
    assert,
  }) => {
    const email = newEmail()
    await fillRegistration(await newPage(), email)
    const other = await newPage()
    await other.goto(pressed(await mailTo(email)))
    await other.fill('[name=password]', 'not the password')
    await other.getByRole('button', { name: 'Create my account' }).click()
    await other.getByText('not the password that you registered with').waitFor()
    assert.equal(other.url(), `${appUrl}/register/confirm`)
    await other.fill('[name=password]', PASSWORD)
    await other.getByRole('button', { name: 'Create my account' }).click()
    await other.waitForURL(`${appUrl}/`)
  })

  test('I forget my password, choose a new one by the mail, and log in with it', async () => {
    const page = await newPage()
    const email = await newAccount()
    await page.goto(`${appUrl}/login`)
    await page.getByText('Forgot your password?').click()
    await page.fill('[name=email]', email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()

    const link = pressed(await mailTo(email, 'Choose a new'))
    await page.goto(link)
    await page.fill('[name=newPassword]', 'password2024')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByText('among the first that are tried').waitFor()
    await page.fill('[name=newPassword]', 'another staple entirely')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('heading', { name: 'Your password is new' }).waitFor()
    await logIn(page, email, 'another staple entirely')

    await page.goto(`${appUrl}/forgot`)
    await page.goto(link)
    await page.fill('[name=newPassword]', 'once more with feeling')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor()
  })

  test('I change my e-mail and my password on the page of my account', async () => {
    const page = await newPage()
    const email = await newAccount()
    await logIn(page, email, PASSWORD)
    await page.goto(`${appUrl}/account`)
    await page.getByRole('button', { name: 'Change e-mail' }).click()
    const fresh = newEmail()
    await page.fill('#log-in [name=email]', fresh)
    await page.getByRole('button', { name: 'Send the code' }).click()
    // The page came by a refresh, which says nothing of who holds the device.
    await page.fill('dialog [name=proof]', PASSWORD)
    await page.locator('dialog').getByRole('button', { name: 'Go on' }).click()
    const code = codeIn(await mailTo(fresh, 'Confirm your e-mail'))
    await page.fill('#log-in [name=code]', code)
    await page.locator('#log-in').getByRole('button', { name: 'Confirm' }).click()
    await page.locator('#log-in').getByText(fresh, { exact: true }).waitFor()

    await page.getByRole('button', { name: 'Change password' }).click()
    await page.fill('[name=currentPassword]', PASSWORD)
    await page.fill('[name=newPassword]', 'another staple entirely')
    await page.locator('#log-in form').getByRole('button', { name: 'Change password' }).click()
    await page.getByText('Your password is changed.').waitFor()
    await logIn(await newPage(), fresh, 'another staple entirely')
  })

  test('the link to confirm an e-mail leads over the log-in page and back', async () => {
    const page = await newPage()
    const email = await newAccount()
    await logIn(page, email, PASSWORD)
    await page.goto(`${appUrl}/account`)
    await page.getByRole('button', { name: 'Change e-mail' }).click()
    const fresh = newEmail()
    await page.fill('#log-in [name=email]', fresh)
    await page.getByRole('button', { name: 'Send the code' }).click()
    await page.fill('dialog [name=proof]', PASSWORD)
    await page.locator('dialog').getByRole('button', { name: 'Go on' }).click()
    const link = pressed(await mailTo(fresh, 'Confirm your e-mail'))

    const phone = await newPage()
    await phone.goto(link)
    await phone.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await phone.fill('[name=email]', email)
    await phone.fill('[name=password]', PASSWORD)
    await phone.click('[data-submit]')
    await phone.getByRole('heading', { name: 'Your e-mail is confirmed' }).waitFor()
  })

  test('I end a log-in that was not mine by the mail that tells of it', async () => {
    const email = await newAccount()
    await logIn(await newPage(), email, PASSWORD)
    const stranger = await newPage()
    await logIn(stranger, email, PASSWORD)
    const page = await newPage()
    await page.goto(pressed(await mailTo(email, 'new device')))
    await page.getByRole('button', { name: 'Log that device out' }).click()
    await page.getByRole('heading', { name: 'The device is logged out' }).waitFor()
    await stranger.goto(`${appUrl}/account`)
    await stranger.getByRole('heading', { name: 'Welcome back' }).waitFor()
  })

  test('the demo shows the mails that it keeps, and their links lead on', async () => {
    const page = await newPage()
    const email = newEmail()
    await fillRegistration(page, email)
    await mailTo(email)
    await page.goto(`${appUrl}/mail`)
    await page.getByRole('button', { name: email }).click()
    const mail = page.frameLocator('iframe')
    await mail.getByRole('heading', { name: 'Almost there' }).waitFor()
    await mail.getByRole('link', { name: 'Or go on here' }).click()
    await page.getByRole('heading', { name: 'One more thing' }).waitFor()
  })
})
