import { randomUUID } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { appUrl } from '#config/app'
import { tool } from '#core/tools'
import { playableFilm } from '#database/factories/playable_titles'
import { CreateAccount } from '#identity'
import { BrowserViewer, launchBrowser } from '../../bin/browser_viewer.js'

const noBrowser = await tool('chromium').then(
  () => '',
  (error: Error) => error.message
)
/** More steps than these to anything that matters would be no way for anybody. */
const MOST_TABS = 40

/** What has the focus: its tag, and its words as a screen reader would say them. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const element = document.activeElement
    const words = element.getAttribute('aria-label') ?? element.textContent
    return element.localName + ' ' + words.replaceAll(/\\s+/g, ' ').trim()
  })()`)
}

/** Presses Tab until something of these words has the focus, and makes sure that this can be seen. */
async function tabTo(page: Page, words: RegExp): Promise<void> {
  const passed: string[] = []
  for (let step = 0; step < MOST_TABS; step++) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (!words.test(now)) {
      passed.push(now)
      continue
    }
    const isShown = await page.evaluate<boolean>(`(() => {
      const element = document.activeElement
      const { outlineStyle, boxShadow } = getComputedStyle(element)
      return element.matches(':focus-visible') && (outlineStyle !== 'none' || boxShadow !== 'none')
    })()`)
    if (!isShown) throw new Error(`Nothing shows that “${now}” has the focus`)
    return
  }
  throw new Error(`No Tab leads to ${words}, only to: ${passed.join(', ')}`)
}

/** How far the page is wider than the window. Pixels. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
}

test.group('A viewer with a keyboard', (group) => {
  let browser: Browser | undefined

  group.tap((each) => each.skip(Boolean(noBrowser) && !process.env.CI, noBrowser))
  group.setup(async () => {
    if (!noBrowser) browser = await launchBrowser()
  })
  group.teardown(() => browser?.close())

  test('finds a film in spite of a typo, keeps it, and sees it on home: {width} pixels wide')
    .with([
      { width: 1440, height: 900, name: 'The Lighthouse Keeper', typed: 'lihgthouse keper' },
      { width: 390, height: 844, name: 'Gardeners of Winter', typed: 'gardners of wintre' },
    ])
    .run(async ({ assert, cleanup }, { name, typed, ...viewport }) => {
      const { titleId } = await playableFilm({ name })
      await playableFilm({ name: 'Harbour Lights' })
      const credentials = { email: `${randomUUID()}@example.com`, password: randomUUID() }
      await (await app.container.make(CreateAccount)).handle(credentials)
      const { page } = await BrowserViewer.logIn(browser!, appUrl, credentials, { viewport })
      cleanup(() => page.context().close())
      const failures: string[] = []
      page.on('pageerror', ({ message }) => failures.push(message))

      await page.goto(appUrl)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const myList = page.getByRole('region', { name: 'My list', exact: true })
      assert.equal(await myList.count(), 0)
      assert.isAtMost(await overflow(page), 0)

      await tabTo(page, /^a Search$/)
      await page.keyboard.press('Enter')
      await page.waitForURL('**/search')
      await page.locator('input:focus').waitFor()
      await page.keyboard.type(typed)
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name }).first().waitFor()
      assert.isAtMost(await overflow(page), 0)

      await tabTo(page, new RegExp(`^a .*${name}`))
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/title/${titleId}`)
      await page.getByRole('heading', { level: 1, name }).waitFor()
      assert.isAtMost(await overflow(page), 0)
      await tabTo(page, /^button My list$/)
      const kept = page.waitForResponse((response) => response.request().method() === 'PUT')
      await page.keyboard.press('Enter')
      assert.equal((await kept).status(), 204)
      assert.equal(await focused(page), 'button On my list')

      await page.reload()
      await page.getByRole('button', { name: 'On my list', pressed: true }).waitFor()
      await tabTo(page, /^a FlixFlow, home$/)
      await page.keyboard.press('Enter')
      await myList.getByRole('link', { name }).waitFor()
      await tabTo(page, new RegExp(`^a .*${name}`))
      assert.deepEqual(failures, [])
    })
})
