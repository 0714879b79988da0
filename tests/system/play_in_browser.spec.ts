import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import { CreateTitle, PublishTitle } from '#catalog'
import { appUrl } from '#config/app'
import playback from '#config/playback'
import { tool } from '#core/tools'
import { CreateAccount } from '#identity'
import { IngestFile, renderGenerativeEpisode, RunTranscodeJobHere } from '#ingest'
import { BrowserViewer, launchBrowser, type Credentials } from '../../bin/browser_viewer.js'

const FILM_SECONDS = 20
const noBrowser = await tool('chromium').then(
  () => '',
  (error: Error) => error.message
)

/** A film that the real pipeline has encrypted. */
async function ingestFilm(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flixflow-film-'))
  const path = join(folder, 'film.mp4')
  try {
    const picture = { width: 1280, height: 720, frameRate: 24, seconds: FILM_SECONDS }
    const tools = { ffmpeg: await tool('ffmpeg') }
    await renderGenerativeEpisode({ kind: 'gradients', seed: 2, ...picture, out: path, tools })
    const film = await new CreateTitle().handle({
      kind: 'film',
      name: 'Colours at Night',
      synopsis: 'Colours, and how they move.',
      releaseYear: 2026,
      maturity: 0,
      genres: ['Art'],
    })
    const owner = { titleId: film.id }
    const { jobId } = await new IngestFile().handle({ path, owner, deliver: false })
    await new RunTranscodeJobHere().handle({ jobId })
    await new PublishTitle().handle(owner)
    return film.id
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function newAccount(): Promise<Credentials> {
  const credentials = { email: `${randomUUID()}@example.com`, password: randomUUID() }
  const createAccount = await app.container.make(CreateAccount)
  await createAccount.handle(credentials)
  return credentials
}

test.group('In a real browser', (group) => {
  let browser: Browser | undefined
  let filmId: string

  group.tap((each) => each.skip(Boolean(noBrowser) && !process.env.CI, noBrowser))
  group.setup(async () => {
    if (noBrowser) return
    filmId = await ingestFilm()
    browser = await launchBrowser()
  })
  group.teardown(() => browser?.close())

  test('I press play and see decrypted pictures of the encrypted film', async ({ assert }) => {
    const viewer = await BrowserViewer.logIn(browser!, appUrl, await newAccount())
    await viewer.pressPlay(filmId)
    await viewer.seePicture()
    assert.isAbove(await viewer.video<number>('videoWidth'), 0)
    assert.isTrue(await viewer.read<boolean>("Boolean(document.querySelector('video').mediaKeys)"))
    const before = await viewer.video<number>('getVideoPlaybackQuality().totalVideoFrames')
    await viewer.seek(10)
    const after = await viewer.video<number>('getVideoPlaybackQuality().totalVideoFrames')
    assert.isAbove(after, before)
    await viewer.leave()
  })

  test('I can resume on another device', async ({ assert }) => {
    const account = await newAccount()
    const desktop = await BrowserViewer.logIn(browser!, appUrl, account)
    await desktop.pressPlay(filmId)
    await desktop.seePicture()
    await desktop.seek(8)
    const stoppedAt = await desktop.leave()

    const phone = await BrowserViewer.logIn(browser!, appUrl, account, {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    })
    await phone.pressPlay(filmId)
    await phone.seePicture()
    assert.closeTo(await phone.video<number>('played.start(0)'), stoppedAt, 3)
    await phone.leave()
  })

  test('with all streams in use I read which devices use them', async ({ assert }) => {
    const account = await newAccount()
    const others = await Promise.all(
      Array.from({ length: playback.streamLimit }, async () => {
        const other = await BrowserViewer.logIn(browser!, appUrl, account)
        await other.pressPlay(filmId)
        await other.seePicture()
        return other
      })
    )
    const viewer = await BrowserViewer.logIn(browser!, appUrl, account)
    await viewer.pressPlay(filmId)
    await viewer.page.waitForSelector('text=Too many screens at once')
    const words = await viewer.page.locator('body').innerText()
    assert.lengthOf(words.match(/Chrom(e|ium) on/g) ?? [], playback.streamLimit)
    for (const other of others) await other.leave()
  })
})
