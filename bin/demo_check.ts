import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Browser, type Page } from 'playwright-core'
import { tool } from '#core/tools'

interface Account {
  email: string
  password: string
}

export interface PlayedFilm {
  /** From the press on play to the first decoded frame, milliseconds. */
  firstFrameMs: number
  /** Where the second device took the film up, milliseconds of media time. */
  resumedAtMs: number
}

/** How far from where the first device stopped the second may take up, in seconds of media. */
const RESUME_TOLERANCE_SECONDS = 3
const SEEK_TO_SECONDS = 12
const TIMEOUT_MS = 30_000

const VIDEO = "document.querySelector('video')"

async function openAsViewer(browser: Browser, url: string, account: Account, device: object) {
  const context = await browser.newContext(device)
  const page = await context.newPage()
  await page.goto(`${url}/login`)
  await page.fill('input[name=email]', account.email)
  await page.fill('input[name=password]', account.password)
  await page.click('button[type=submit]')
  await page.waitForURL((address) => !address.pathname.startsWith('/login'), {
    timeout: TIMEOUT_MS,
  })
  return page
}

/** Presses play and waits for frames that were really decoded. Gives the start time in ms. */
async function pressPlay(page: Page, url: string, filmId: string): Promise<number> {
  await page.goto(`${url}/watch/${filmId}`)
  await page.click('[data-testid=play]')
  await page.waitForFunction('window.flixflow?.metrics?.firstFrameAt > 0', undefined, {
    timeout: TIMEOUT_MS,
  })
  await page.waitForFunction(
    `${VIDEO}.getVideoPlaybackQuality().totalVideoFrames > 10`,
    undefined,
    {
      timeout: TIMEOUT_MS,
    }
  )
  return page.evaluate<number>(
    'window.flixflow.metrics.firstFrameAt - window.flixflow.metrics.clickAt'
  )
}

/**
 * Plays the film in a real browser, stops in the middle, and takes it up from a second log-in on
 * another device.
 * @throws Error when nothing is decoded, or the second device does not resume where the first stopped.
 */
export async function checkPlaying(input: {
  url: string
  account: Account
  filmId: string
}): Promise<PlayedFilm> {
  const browser = await chromium.launch({
    executablePath: await tool('chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
  })
  try {
    const desktop = await openAsViewer(browser, input.url, input.account, {
      viewport: { width: 1440, height: 900 },
    })
    const firstFrameMs = await pressPlay(desktop, input.url, input.filmId)
    await desktop.evaluate(`${VIDEO}.currentTime = ${SEEK_TO_SECONDS}`)
    await desktop.waitForFunction(`${VIDEO}.currentTime > ${SEEK_TO_SECONDS + 1}`, undefined, {
      timeout: TIMEOUT_MS,
    })
    await desktop.evaluate(`${VIDEO}.pause()`)
    const stoppedAt = await desktop.evaluate<number>(`${VIDEO}.currentTime`)
    await pause(500)
    await desktop.context().close()

    const phone = await openAsViewer(browser, input.url, input.account, {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    })
    await pressPlay(phone, input.url, input.filmId)
    const resumedAt = await phone.evaluate<number>(`${VIDEO}.played.start(0)`)
    if (Math.abs(resumedAt - stoppedAt) > RESUME_TOLERANCE_SECONDS) {
      throw new Error(
        `Stopped at ${stoppedAt.toFixed(1)} s but resumed at ${resumedAt.toFixed(1)} s`
      )
    }
    return { firstFrameMs, resumedAtMs: resumedAt * 1000 }
  } finally {
    await browser.close()
  }
}
