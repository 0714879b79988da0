import { setTimeout as pause } from 'node:timers/promises'
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

/** A promoted model reaches the web processes within 5 s. Milliseconds. */
const PROMOTED_WITHIN_MS = 10_000
const LOOK_EVERY_MS = 500

interface ShownHome {
  rails: { name: string; kind: string; model?: string }[]
}

/**
 * Looks at the account's home until the model that was trained there and then has chosen rails of it.
 * @returns their names
 * @throws Error when For you is not among them
 */
export async function checkRecommended(input: {
  url: string
  account: Credentials
}): Promise<string[]> {
  const { url, account } = input
  const { email, password } = account
  const entered = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password, device: { name: 'Check', kind: 'web' } }),
  })
  if (!entered.ok) throw new Error(`The demo's account cannot log in: ${await entered.text()}`)
  const { accessToken, profiles } = (await entered.json()) as {
    accessToken: string
    profiles: { id: string }[]
  }
  const until = Date.now() + PROMOTED_WITHIN_MS
  for (;;) {
    const answer = await fetch(`${url}/v1/profiles/${profiles[0]!.id}/home`, {
      headers: { authorization: `Bearer ${accessToken}` },
    })
    const { rails } = (await answer.json()) as ShownHome
    const chosen = rails.filter(({ model }) => model !== undefined)
    if (chosen.some(({ kind }) => kind === 'for-you')) return chosen.map(({ name }) => name)
    if (Date.now() > until) {
      const shown = rails.map(({ name }) => name).join(', ')
      throw new Error(`No model chose For you for the home page, which has: ${shown}`)
    }
    await pause(LOOK_EVERY_MS)
  }
}
