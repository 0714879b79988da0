import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { appUrl } from '#config/app'
import { tool } from '#core/tools'
import { playableFilm } from '#database/factories/playable_titles'
import { CreateAccount } from '#identity'
import { BrowserViewer, launchBrowser } from '../../../../bin/browser_viewer.js'

const noBrowser = await tool('chromium').then(
  () => '',
  (error: Error) => error.message
)
const FILMS = 4
/** The page begins with one of them, and shows the others as cards. */
const CARDS = FILMS - 1
/** A card counts as seen after a second; the machine may be busy. */
const SEEN_MS = 2_000
const MOST_WAIT_MS = 10_000

interface Kept {
  event: string
  title_id: string
  rail: string
  view_id: string
}

/** What was kept of the films, once it is so many rows or nothing more comes. */
async function keptOf(titleIds: string[], wanted: number): Promise<Kept[]> {
  const until = Date.now() + MOST_WAIT_MS
  for (;;) {
    const rows: Kept[] = await db
      .from('recommendations.impressions')
      .whereIn('title_id', titleIds)
      .orderBy('at')
    if (rows.length >= wanted || Date.now() > until) return rows
    await pause(100)
  }
}

const shownOnce = (rows: Kept[], viewId: string) => {
  const shown = rows.filter((row) => row.event === 'shown' && row.view_id === viewId)
  return new Set(shown.map((row) => `${row.rail} ${row.title_id}`)).size === shown.length
}

test.group('What a page shows, told by a real browser', (group) => {
  let browser: Browser | undefined

  group.tap((each) => each.skip(Boolean(noBrowser) && !process.env.CI, noBrowser))
  group.setup(async () => {
    if (!noBrowser) browser = await launchBrowser()
  })
  group.teardown(() => browser?.close())
  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, recommendations.impressions cascade')
  })

  async function home(): Promise<{ page: Page; titleIds: string[] }> {
    const films = []
    for (let film = 0; film < FILMS; film++) films.push(await playableFilm())
    const credentials = { email: `${randomUUID()}@example.com`, password: randomUUID() }
    await (await app.container.make(CreateAccount)).handle(credentials)
    const viewport = { width: 1440, height: 900 }
    const { page } = await BrowserViewer.logIn(browser!, appUrl, credentials, { viewport })
    await page.goto(appUrl)
    await page.locator('.poster-card').last().scrollIntoViewIfNeeded()
    return { page, titleIds: films.map(({ titleId }) => titleId) }
  }

  test('what was seen is told when the tab closes', async ({ assert, cleanup }) => {
    const { page, titleIds } = await home()
    cleanup(() => page.context().close())
    await pause(SEEN_MS)
    await page.close()
    const rows = await keptOf(titleIds, CARDS)
    assert.isAtLeast(rows.length, CARDS)
    assert.sameMembers([...new Set(rows.map(({ event }) => event))], ['shown'])
    assert.isTrue(shownOnce(rows, rows[0]!.view_id))
  })

  test('what is opened is told as a click, and as seen', async ({ assert, cleanup }) => {
    const { page, titleIds } = await home()
    cleanup(() => page.context().close())
    await page.locator('.poster-card').first().click()
    await page.waitForURL(/\/title\//)
    const opened = page.url().split('/').at(-1)!
    const rows = (await keptOf(titleIds, 2)).filter((row) => row.title_id === opened)
    assert.sameMembers(
      rows.map(({ event }) => event),
      ['shown', 'clicked']
    )
  })

  test('what could not be told while offline is told by the next page, once', async ({
    assert,
    cleanup,
  }) => {
    const { page, titleIds } = await home()
    const context = page.context()
    cleanup(() => context.close())
    const path = '**/v1/profiles/*/impressions'
    await context.route(path, (route) => route.abort())
    await pause(SEEN_MS)
    await page.close()
    assert.lengthOf(await db.from('recommendations.impressions').whereIn('title_id', titleIds), 0)

    await context.unroute(path)
    const next = await context.newPage()
    await next.goto(appUrl)
    const rows = await keptOf(titleIds, CARDS)
    assert.isAtLeast(rows.length, CARDS)
    assert.isTrue(shownOnce(rows, rows[0]!.view_id))
    const left = await next.evaluate<number>(
      `Object.keys(localStorage).filter((key) => key.startsWith('flixflow.impressions.')).length`
    )
    assert.isAtMost(left, 1)
  })
})
