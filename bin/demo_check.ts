import { BrowserViewer, launchBrowser, type Credentials } from './browser_viewer.js'

export interface PlayedFilm {
  /** From the press on play to the first decoded frame, milliseconds. */
  firstFrameMs: number
  /** Where the second device took the film up, milliseconds of media time. */
  resumedAtMs: number
}

/** How far from where the first device stopped the second may take up, in seconds of media. */
const RESUME_TOLERANCE_SECONDS = 3
const SEEK_TO_SECONDS = 12

/**
 * Plays the film in a real browser, stops in the middle, and takes it up from a second log-in on
 * another device.
 * @throws Error when nothing is decoded, or the second device does not resume where the first stopped.
 */
export async function checkPlaying(input: {
  url: string
  account: Credentials
  filmId: string
}): Promise<PlayedFilm> {
  const { url, account, filmId } = input
  const browser = await launchBrowser()
  try {
    const desktop = await BrowserViewer.logIn(browser, url, account, {
      viewport: { width: 1440, height: 900 },
    })
    await desktop.pressPlay(filmId)
    const firstFrameMs = await desktop.seePicture()
    await desktop.seek(SEEK_TO_SECONDS)
    const stoppedAt = await desktop.leave()

    const phone = await BrowserViewer.logIn(browser, url, account, {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    })
    await phone.pressPlay(filmId)
    await phone.seePicture()
    const resumedAt = await phone.video<number>('played.start(0)')
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
