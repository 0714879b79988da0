import { browser, type BrowserContext, type Page } from 'k6/browser'
import { check, sleep } from 'k6'
import { Counter, Trend } from 'k6/metrics'
import { LOAD_PASSWORD, viewerEmail } from './accounts.ts'
import type { Network } from './networks.ts'
import * as service from './service.ts'
import { settings } from './settings.ts'
import { armProbe, PROBE_SCRIPT, readProbe, type StartObservation } from './start_probe.ts'
import { stockPage } from './stock_page.ts'

/** ms from the click to the first decoded frame of FlixFlow's player, session request included. */
export const startTime = new Trend('start_time', true)
/** The same with Shaka Player as it comes. */
export const stockStartTime = new Trend('stock_start_time', true)
/** ms from the click to what the player's own marks name: session, manifest, licence and so on. */
export const startPhase = new Trend('start_phase', true)
/** Height in pixels of the first decoded frame. */
export const firstFrameHeight = new Trend('first_frame_height')
/** Starts of either player that were measured, by network and player. */
export const measuredStarts = new Counter('measured_starts')
export const failedStarts = new Counter('failed_starts')

export interface Start {
  player: 'flixflow' | 'stock'
  network: Network
  titleId: string
  /** Number of the account that watches. */
  viewer: number
  /** Not counted: brings the server's code and caches to working temperature. */
  warmUp?: boolean
}

const START_TIMEOUT_MS = 30_000
/** What the page may go on to do after it is ready, before the click, in seconds. */
const REST_S = 0.7
const FRAMES_THAT_PROVE_PLAY = 12
const PHASES = ['session', 'manifest', 'licence', 'firstSegment', 'firstAudioSegment', 'loaded']

/** Plays once in a browser context of its own, with nothing cached, and records how long it took. */
export async function measureStart(start: Start, shakaSource: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
  try {
    const page = await openPlayer(context, start, shakaSource)
    await page.evaluate(armProbe)
    await page.locator('[data-testid=play]').click()
    const plays = await page.evaluate(untilItPlays, [FRAMES_THAT_PROVE_PLAY, START_TIMEOUT_MS])
    if (!plays) throw new Error(`no picture within ${START_TIMEOUT_MS} ms`)
    const observed = await page.evaluate(readProbe)
    if (!start.warmUp) record(start, observed, await pageMarks(page))
    await page.close()
  } catch (error) {
    failedStarts.add(1, { network: start.network.name, player: start.player })
    const words = error instanceof Error ? error.message : String(error)
    console.error(`${start.player} on ${start.network.name}: ${words}`)
    for (const page of context.pages()) await describeFailure(page)
  } finally {
    await context.close()
  }
}

async function openPlayer(
  context: BrowserContext,
  start: Start,
  shakaSource: string
): Promise<Page> {
  const page = await context.newPage()
  await context.addInitScript(PROBE_SCRIPT)
  if (start.network.profile) await page.throttleNetwork(start.network.profile)
  if (start.player === 'stock') await openStock(page, start, shakaSource)
  else await openWatchPage(context, page, start)
  const ready = await page.evaluate(untilReady, START_TIMEOUT_MS)
  if (!ready) throw new Error(`the page was not ready within ${START_TIMEOUT_MS} ms`)
  await page.waitForLoadState('networkidle')
  sleep(REST_S)
  return page
}

async function openWatchPage(context: BrowserContext, page: Page, start: Start): Promise<void> {
  const cookie = service.logInByCookie(viewerEmail(start.viewer), LOAD_PASSWORD)
  const host = /^https?:\/\/([^/:]+|\[::1\])/.exec(settings.url)![1]!
  await context.addCookies([
    {
      name: 'flixflow_refresh',
      value: cookie.value,
      domain: host,
      path: cookie.path,
      httpOnly: true,
      sameSite: 'Strict',
    },
  ])
  await page.goto(`${settings.url}/watch/${start.titleId}`, { timeout: START_TIMEOUT_MS })
}

/** Put into a page of the service, so that both players talk to their own origin. */
async function openStock(page: Page, start: Start, shakaSource: string): Promise<void> {
  const viewer = service.logIn(viewerEmail(start.viewer), LOAD_PASSWORD, 'Chromium')
  const { accessToken, profileId } = viewer
  await page.goto(`${settings.url}/health/live`, { timeout: START_TIMEOUT_MS })
  await page.setContent(stockPage(shakaSource, { accessToken, profileId, titleId: start.titleId }))
}

function record(start: Start, observed: StartObservation, marks: Record<string, number>): void {
  const tags = { network: start.network.name, player: start.player }
  const sound = check(
    observed,
    {
      'a frame was decoded after the click': (seen) =>
        seen.firstFrameAt !== null && seen.pressedAt !== null && seen.framesBeforePress === 0,
      'the play session was requested after the click': (seen) =>
        seen.sessionRequestedAt !== null && seen.sessionRequestedAt >= (seen.pressedAt ?? Infinity),
      'frames go on being decoded': (seen) => seen.decodedFrames >= FRAMES_THAT_PROVE_PLAY,
      'frames have a size': (seen) => seen.frameWidth > 0 && seen.frameHeight > 0,
      'the picture was decrypted by EME': (seen) =>
        seen.hasMediaKeys && seen.licences > 0 && seen.usableKeys > 0,
    },
    tags
  )
  if (!sound) {
    failedStarts.add(1, tags)
    console.error(`${start.player} on ${start.network.name}: ${JSON.stringify(observed)}`)
    return
  }
  const took = observed.firstFrameAt! - observed.pressedAt!
  if (start.player === 'stock') stockStartTime.add(took, tags)
  else startTime.add(took, tags)
  measuredStarts.add(1, tags)
  firstFrameHeight.add(observed.frameHeight, tags)
  for (const [phase, at] of Object.entries(marks)) {
    startPhase.add(at - observed.pressedAt!, { ...tags, phase })
  }
}

/** The player's own marks, ms of performance.now(); empty for a page that makes none. */
async function pageMarks(page: Page): Promise<Record<string, number>> {
  return page.evaluate((phases) => {
    const entries = performance.getEntriesByType('mark')
    const found = entries.filter((entry) =>
      phases.some((phase) => entry.name === `flixflow:${phase}`)
    )
    return Object.fromEntries(found.map((entry) => [entry.name.slice(9), entry.startTime]))
  }, PHASES)
}

async function describeFailure(page: Page): Promise<void> {
  try {
    console.error(`at ${page.url()}: ${JSON.stringify(await page.evaluate(readProbe))}`)
  } catch (error) {
    console.error(`at ${page.url()}: ${String(error)}`)
  }
}

/** Whether the page says within the time, in ms, that its player is ready; runs in the page. */
async function untilReady(timeoutMs: number): Promise<boolean> {
  const until = performance.now() + timeoutMs
  const page = window as unknown as { flixflow?: { ready?: boolean } }
  while (!page.flixflow?.ready && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return page.flixflow?.ready === true
}

/** Whether so many frames are decoded and shown within the time, in ms; runs in the page. */
async function untilItPlays([frames, timeoutMs]: number[]): Promise<boolean> {
  const until = performance.now() + timeoutMs!
  const seen = (window as unknown as { startProbe: { firstFrameAt: number | null } }).startProbe
  const plays = () => {
    const video = document.querySelector('video')
    if (!video || seen.firstFrameAt === null || video.currentTime === 0) return false
    return video.getVideoPlaybackQuality().totalVideoFrames >= frames!
  }
  while (!plays() && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return plays()
}
