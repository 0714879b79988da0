import { randomUUID } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import { appUrl } from '#config/app'
import { tool } from '#core/tools'
import { CreateAccount, type Role } from '#identity'
import { BrowserViewer, launchBrowser } from '../../../../bin/browser_viewer.js'

const noBrowser = await tool('chromium').then(
  () => '',
  (error: Error) => error.message
)

async function newAccount(roles: Role[] = []) {
  const credentials = { email: `${randomUUID()}@example.com`, password: randomUUID() }
  const createAccount = await app.container.make(CreateAccount)
  const { id } = await createAccount.handle({ ...credentials, roles })
  return { id, ...credentials }
}

test.group('Account and staff pages, in a real browser', (group) => {
  let browser: Browser | undefined

  group.tap((each) => each.skip(Boolean(noBrowser) && !process.env.CI, noBrowser))
  group.setup(async () => {
    if (!noBrowser) browser = await launchBrowser()
    return () => browser?.close()
  })

  async function open(account: Awaited<ReturnType<typeof newAccount>>, path: string) {
    const { page } = await BrowserViewer.logIn(browser!, appUrl, account)
    await page.goto(`${appUrl}${path}`)
    return page
  }

  test('I say where I am at home, after I have shown that it is me', async ({ assert }) => {
    const account = await newAccount()
    const page = await open(account, '/account')
    const country = page.locator('#country select')
    await country.waitFor()
    const names = await country.locator('option').allInnerTexts()
    assert.includeMembers(names, ['Not said', 'Brazil', 'Germany', 'Japan'])
    assert.notIncludeMembers(names, ['Unknown Region', 'European Union', 'Pseudo-Accents'])
    assert.lengthOf(new Set(names), names.length)
    await country.selectOption({ label: 'Germany' })
    await page.fill('dialog input[name=proof]', account.password)
    await page.click('dialog button.button-strong')
    await page.waitForSelector('#country >> text=Kept.')
    const kept = await db.from('identity.accounts').where('id', account.id).first()
    assert.equal(kept.country, 'DE')
    await page.reload()
    await country.waitFor()
    assert.equal(await country.inputValue(), 'DE')
    await page.context().close()
  })

  test('without showing that it is me, the country stays what it was', async ({ assert }) => {
    const account = await newAccount()
    const page = await open(account, '/account')
    const country = page.locator('#country select')
    await country.selectOption({ label: 'Germany' })
    await page.click('dialog >> text=Cancel')
    await page.waitForSelector('#country select:not([disabled])')
    assert.equal(await country.inputValue(), '')
    await page.context().close()
  })

  test('on a phone, the bar stays at the bottom while I scroll', async ({ assert }) => {
    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
    const { page } = await BrowserViewer.logIn(browser!, appUrl, await newAccount(), phone)
    await page.goto(`${appUrl}/account`)
    await page.locator('#country select').waitFor()
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390)
    await page.evaluate('scrollTo(0, 600)')
    await page.waitForSelector('.site-header[data-scrolled]')
    const bar = await page.locator('.site-nav').boundingBox()
    assert.equal(bar!.y + bar!.height, 844)
    await page.context().close()
  })

  test('an admin reads what staff did, and support does not', async ({ assert }) => {
    const admin = await newAccount(['admin'])
    const other = await newAccount()
    const page = await open(admin, '/staff/accounts')
    await page.fill('input[name=email]', other.email)
    await page.click('text=Find')
    await page.waitForSelector(`[data-found] >> text=${other.email}`)
    await page.goto(`${appUrl}/staff/audit`)
    const deed = page.locator('[data-deeds] li', { hasText: other.id }).first()
    assert.include(await deed.innerText(), 'Searched for an account')
    assert.include(await deed.innerText(), admin.id)
    await deed.locator('a').click()
    await page.waitForURL((url) => url.search === `?account=${other.id}`)
    await page.waitForSelector('[data-deeds] li >> text=Searched')
    assert.equal(await page.locator('[data-deeds] li').count(), 1)
    await page.context().close()

    const support = await open(await newAccount(['support']), '/staff/audit')
    await support.waitForSelector('.notice')
    assert.equal(await support.locator('[data-deeds] li').count(), 0)
    await support.context().close()
  })
})
