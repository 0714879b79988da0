import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { tool } from '#core/tools'

export interface Credentials {
  email: string
  password: string
}

const VIDEO = "document.querySelector('video')"
const TIMEOUT_MS = 30_000

/** A headless Chromium in which videos may start by themselves. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await tool('chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
    ],
  })
}

/**
 * A viewer on one device: a browser context that has logged in by the page for it, and watches as
 * the account's first profile when it was asked who is watching.
 */
export class BrowserViewer {
  private constructor(
    readonly page: Page,
    private readonly url: string
  ) {}

  static async logIn(
    browser: Browser,
    url: string,
    credentials: Credentials,
    device: BrowserContextOptions = {}
  ): Promise<BrowserViewer> {
    const context = await browser.newContext(device)
    const page = await context.newPage()
    page.setDefaultTimeout(TIMEOUT_MS)
    await page.goto(`${url}/login`)
    await page.fill('input[name=email]', credentials.email)
    await page.fill('input[name=password]', credentials.password)
    await page.click('button[type=submit]')
    await page.waitForURL((address) => !address.pathname.startsWith('/login'))
    if (new URL(page.url()).pathname === '/profiles') {
      await page.locator('[data-profiles] button').first().click()
      await page.waitForURL((address) => address.pathname !== '/profiles')
    }
    return new BrowserViewer(page, url)
  }

  /** Opens the player of a film or episode and presses play. */
  async pressPlay(id: string): Promise<void> {
    await this.page.goto(`${this.url}/watch/${id}`)
    await this.page.click('[data-testid=play]')
  }

  /** Waits until frames were really decoded. Gives the time from the press to the first, in ms. */
  async seePicture(): Promise<number> {
    await this.#until('window.flixflow?.metrics?.firstFrameAt > 0')
    await this.#until(`${VIDEO}.getVideoPlaybackQuality().totalVideoFrames > 10`)
    return this.read<number>(
      'window.flixflow.metrics.firstFrameAt - window.flixflow.metrics.clickAt'
    )
  }

  /** Moves to a position, in seconds of media, and waits until the film has gone on from there. */
  async seek(seconds: number): Promise<void> {
    await this.read(`${VIDEO}.currentTime = ${seconds}`)
    await this.#until(`${VIDEO}.currentTime > ${seconds + 1}`)
  }

  /** Stops and leaves. Gives the position, in seconds of media. */
  async leave(): Promise<number> {
    await this.read(`${VIDEO}.pause()`)
    const position = await this.read<number>(`${VIDEO}.currentTime`)
    await this.page.goto('about:blank')
    await this.page.context().close()
    return position
  }

  /** A property of the video element. */
  video<Value>(property: string): Promise<Value> {
    return this.read<Value>(`${VIDEO}.${property}`)
  }

  read<Value>(expression: string): Promise<Value> {
    return this.page.evaluate<Value>(expression)
  }

  /** The pages' content security policy forbids to wait for an expression inside of them. */
  async #until(expression: string): Promise<void> {
    const deadline = Date.now() + TIMEOUT_MS
    while (!(await this.read<boolean>(expression))) {
      if (Date.now() > deadline) throw new Error(`Waited ${TIMEOUT_MS} ms for ${expression}`)
      await pause(50)
    }
  }
}
