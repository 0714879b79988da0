import { randomUUID } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { appUrl } from '#config/app'
import { tool } from '#core/tools'
import { CreateAccount } from '#identity'
import { BrowserViewer, launchBrowser } from '../../../../bin/browser_viewer.js'
import { serve, servePromoted } from '../support/neighbours_model.js'
import { tastefulCatalogue, type TastefulCatalogue } from '../support/tasteful_catalogue.js'

const noBrowser = await tool('chromium').then(
  () => '',
  (error: Error) => error.message
)

/** How far the page is wider than the window. Pixels. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
}

test.group('A new viewer', (group) => {
  let browser: Browser | undefined
  let catalogue: TastefulCatalogue

  group.tap((each) => each.skip(Boolean(noBrowser) && !process.env.CI, noBrowser))
  group.setup(async () => {
    if (!noBrowser) browser = await launchBrowser()
    catalogue = await tastefulCatalogue(14)
  })
  group.each.setup(() => {
    serve(catalogue.model)
  })
  group.each.teardown(() => {
    servePromoted()
  })
  group.teardown(() => browser?.close())

  test('names what they like, sees why a title is there, and says no to one: {width} pixels wide')
    .with([
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ])
    .run(async ({ assert, cleanup }, viewport) => {
      const credentials = { email: `${randomUUID()}@example.com`, password: randomUUID() }
      await (await app.container.make(CreateAccount)).handle(credentials)
      const { page } = await BrowserViewer.logIn(browser!, appUrl, credentials, { viewport })
      cleanup(() => page.context().close())
      const failures: string[] = []
      page.on('pageerror', ({ message }) => failures.push(message))

      await page.goto(appUrl)
      await page.getByRole('button', { name: 'Choose', exact: true }).click()
      const picker = page.getByRole('dialog', { name: 'Titles that you like' })
      const done = picker.getByRole('button', { name: 'Show my home' })
      for (const card of await picker.getByRole('button', { name: /^Comedy/ }).all()) {
        if (await done.isEnabled()) break
        await card.click()
      }
      assert.isAtMost(await overflow(page), 0)
      await Promise.all([page.waitForEvent('load'), done.click()])

      const forYou = page.getByRole('region', { name: 'For you', exact: true })
      const first = forYou.getByRole('listitem').first()
      await first.waitFor()
      assert.isAtMost(await overflow(page), 0)
      const name = (await first.locator('strong').textContent())!
      assert.match(name, /^Comedy/)

      await first.hover()
      await first.getByRole('button', { name: `More about why ${name} is here` }).click()
      const menu = page.getByRole('group', { name })
      await menu.getByRole('button', { name: 'Why this?' }).click()
      await menu.getByText(/^Because .*Comedy.* among your favourites\.$/).waitFor()

      await menu.getByRole('button', { name: 'Not for me' }).click()
      await first.getByText('Not for you').waitFor()
      const takenBack = page.waitForResponse((response) => response.request().method() === 'DELETE')
      await first.getByRole('button', { name: 'Undo' }).click()
      assert.equal((await takenBack).status(), 204)
      await first.getByRole('link').waitFor()

      await first.hover()
      await first.getByRole('button', { name: /^More about why/ }).click()
      const refused = page.waitForResponse((response) => response.request().method() === 'PUT')
      await page.getByRole('button', { name: 'Not for me' }).click()
      await refused
      await page.reload()
      await forYou.getByRole('listitem').first().waitFor()
      assert.notInclude(await page.locator('[data-rails] strong').allTextContents(), name)
      assert.deepEqual(failures, [])
    })
})
