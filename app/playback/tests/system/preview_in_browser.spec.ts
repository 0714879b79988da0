import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { CreateTitle, PublishTitle } from '#catalog'
import { appUrl } from '#config/app'
import type { TitleId } from '#core/ids'
import { tool } from '#core/tools'
import { CreateAccount } from '#identity'
import { IngestFile, renderGenerativeEpisode, RunTranscodeJobHere } from '#ingest'
import { BrowserViewer, launchBrowser } from '../../../../bin/browser_viewer.js'

const TRAILER_SECONDS = 6
/** Longer than home waits before a preview. */
const WELL_AFTER_MS = 5_000
const noBrowser = await tool('chromium').then(
  () => '',
  (error: Error) => error.message
)

async function publish(titleId: TitleId, seed: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'flixflow-trailer-'))
  const path = join(folder, 'film.mp4')
  try {
    const picture = { width: 640, height: 360, frameRate: 24, seconds: TRAILER_SECONDS }
    const tools = { ffmpeg: await tool('ffmpeg') }
    await renderGenerativeEpisode({ kind: 'gradients', seed, ...picture, out: path, tools })
    const { jobId } = await new IngestFile().handle({ path, owner: { titleId }, deliver: false })
    await new RunTranscodeJobHere().handle({ jobId })
    await new PublishTitle().handle({ titleId })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A film with a trailer, both by the real pipeline. */
async function makeFilm(): Promise<{ name: string; trailerId: TitleId }> {
  const name = `Colours ${randomUUID().slice(0, 8)}`
  const film = await new CreateTitle().handle({
    ...{ kind: 'film', name, synopsis: 'They move.', releaseYear: 2026, maturity: 0 },
    genres: ['Art'],
  })
  const trailer = await new CreateTitle().handle({
    ...{ kind: 'extra', extraKind: 'trailer', parentId: film.id, name: 'Trailer' },
  })
  await publish(trailer.id, 3)
  await publish(film.id, 4)
  return { name, trailerId: trailer.id }
}

async function newAccount() {
  const credentials = { email: `${randomUUID()}@example.com`, password: randomUUID() }
  const createAccount = await app.container.make(CreateAccount)
  const account = await createAccount.handle(credentials)
  return { id: account.id, ...credentials }
}

test.group('The preview on home', (group) => {
  let browser: Browser | undefined
  let film: Awaited<ReturnType<typeof makeFilm>>

  group.tap((each) => each.skip(Boolean(noBrowser) && !process.env.CI, noBrowser).timeout(90_000))
  group.setup(async () => {
    if (noBrowser) return
    // Home begins with the newest title, and other tests make some that are of the future.
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
    film = await makeFilm()
    browser = await launchBrowser()
  })
  group.teardown(async () => {
    await db.from('catalog.titles').where('kind', 'extra').delete()
    await browser?.close()
  })

  type Account = Awaited<ReturnType<typeof newAccount>>

  /** Home, and what it asked the playback API, path by path. */
  async function home(account: Account, device: BrowserContextOptions = {}) {
    const { page } = await BrowserViewer.logIn(browser!, appUrl, account, device)
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/v1/playback/')) asked.push(pathname)
    })
    await page.goto(appUrl)
    await page.waitForSelector(`h1 >> text=${film.name}`)
    return { page, asked }
  }

  test('begins by itself without sound, lets me hear it, and gives the picture back', async ({
    assert,
  }) => {
    const account = await newAccount()
    const { page, asked } = await home(account)
    await page.waitForSelector('[data-previewing] .hero-picture video')
    const video = (property: string) =>
      page.evaluate<number | boolean>(`document.querySelector('.hero video').${property}`)
    assert.isTrue(await video('muted'))
    assert.isAbove(Number(await video('videoWidth')), 0)
    await page.click('[data-preview-mute]')
    assert.isFalse(await video('muted'))
    await page.waitForSelector('.hero:not([data-previewing])')
    assert.equal(await page.locator('.hero video, .preview-controls').count(), 0)
    assert.isTrue(await page.locator('.hero-picture img').isVisible())

    await pause(500)
    const paths = asked.map((path) => path.replace(/[0-9a-f-]{36}/, ':id'))
    assert.deepEqual(paths, [
      '/v1/playback/sessions',
      '/v1/playback/licence',
      '/v1/playback/sessions/:id/end',
    ])
    for (const table of ['progress', 'play_sessions', 'quality']) {
      const kept = db.from(`playback.${table}`).where('title_id', film.trailerId)
      assert.isEmpty(await kept, table)
    }

    await page.reload()
    await page.waitForSelector(`h1 >> text=${film.name}`)
    await pause(WELL_AFTER_MS)
    assert.lengthOf(asked, 3, 'it began again for who had seen it')
    await page.context().close()
  })

  test('can be stopped', async ({ assert }) => {
    const { page } = await home(await newAccount())
    await page.click('[aria-label="Stop the preview"]')
    assert.equal(await page.locator('.hero video, .preview-controls').count(), 0)
    await page.context().close()
  })

  test('does not begin where I asked for less motion, or the profile wants none', async ({
    assert,
  }) => {
    const calm = await newAccount()
    const quiet = await newAccount()
    await db
      .from('identity.profiles')
      .where('account_id', quiet.id)
      .update({ autoplay_previews: false })
    const homes = [await home(calm, { reducedMotion: 'reduce' }), await home(quiet)]
    await pause(WELL_AFTER_MS)
    for (const { page, asked } of homes) {
      assert.isEmpty(asked)
      assert.equal(await page.locator('.hero video').count(), 0)
      const loaded = await page.evaluate<string[]>(
        `performance.getEntriesByType('resource').map(({ name, initiatorType }) => initiatorType + name)`
      )
      assert.isEmpty(loaded.filter((name) => /^script.*shaka|preview-/.test(name)))
      await page.context().close()
    }
  })
})
