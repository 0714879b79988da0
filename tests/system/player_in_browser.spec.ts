import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { register } from 'prom-client'
import { CreateEpisode, CreateSeason, CreateTitle, PublishTitle, type SkipMarker } from '#catalog'
import { appUrl } from '#config/app'
import { tool } from '#core/tools'
import { CreateAccount } from '#identity'
import { IngestFile, RunTranscodeJobHere } from '#ingest'
import { BrowserViewer, launchBrowser, type Credentials } from '../../bin/browser_viewer.js'

const run = promisify(execFile)
const SECONDS = 24
const SUBTITLES = '1\n00:00:00,500 --> 00:00:20,000\nBonjour\n'
const MARKERS: SkipMarker[] = [
  { kind: 'recap', startSeconds: 0, endSeconds: 3 },
  { kind: 'intro', startSeconds: 4, endSeconds: 9 },
  { kind: 'credits', startSeconds: 16, endSeconds: 24 },
]
const noBrowser = await tool('chromium').then(
  () => '',
  (error: Error) => error.message
)

/** An episode's file: a moving picture, sound in English and in French, and French subtitles. */
async function makeEpisode(folder: string, hue: number): Promise<string> {
  const path = join(folder, `episode-${hue}.mp4`)
  const text = join(folder, 'french.srt')
  await writeFile(text, SUBTITLES)
  const input = (...options: string[]) => ['-f', 'lavfi', '-i', ...options]
  await run(await tool('ffmpeg'), [
    ...['-v', 'error', '-y', ...input(`testsrc2=s=640x360:r=24:d=${SECONDS},hue=h=${hue}`)],
    ...input(`sine=f=330:d=${SECONDS},aformat=channel_layouts=stereo`),
    ...input(`sine=f=660:d=${SECONDS},aformat=channel_layouts=stereo`),
    ...['-i', text, '-map', '0', '-map', '1', '-map', '2', '-map', '3'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
    ...['-c:s', 'mov_text', '-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=fra'],
    ...['-metadata:s:s:0', 'language=fra', path],
  ])
  return path
}

/** What the browser draws a line of subtitles with. */
type Look = Record<'color' | 'backgroundColor' | 'fontFamily' | 'textShadow' | 'fontSize', string>

interface Show {
  titleId: string
  episodeIds: string[]
}

/** A show of two episodes that the real pipeline has encrypted. */
async function ingestShow(): Promise<Show> {
  const folder = await mkdtemp(join(tmpdir(), 'flixflow-show-'))
  try {
    const show = await new CreateTitle().handle({
      ...{ kind: 'show', name: 'Patterns', synopsis: 'They move.', releaseYear: 2026 },
      ...{ maturity: 0, genres: ['Art'] },
    })
    const season = await new CreateSeason().handle({ titleId: show.id, number: 1 })
    const episodeIds: string[] = []
    for (const number of [1, 2]) {
      const name = `Part ${number}`
      const episode = await new CreateEpisode().handle({
        ...{ seasonId: season.id, number, name, skipMarkers: MARKERS },
      })
      const path = await makeEpisode(folder, number * 90)
      const owner = { episodeId: episode.id }
      const { jobId } = await new IngestFile().handle({ path, owner, deliver: false })
      await new RunTranscodeJobHere().handle({ jobId })
      episodeIds.push(episode.id)
    }
    await new PublishTitle().handle({ titleId: show.id })
    return { titleId: show.id, episodeIds }
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

/** Waits for an answer that is right, and gives it. */
async function eventually<Answer>(ask: () => Promise<Answer | null | false>): Promise<Answer> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > deadline) throw new Error(`Waited 20 s in vain for ${ask}`)
    await pause(100)
  }
}

async function countOf(name: string, labels: Record<string, string>): Promise<number> {
  const { values } = await register.getSingleMetric(name)!.get()
  const found = values.find((value) =>
    Object.entries(labels).every(([label, wanted]) => value.labels[label] === wanted)
  )
  return found?.value ?? 0
}

test.group('The player', (group) => {
  let browser: Browser | undefined
  let show: Show

  group.tap((each) => each.skip(Boolean(noBrowser) && !process.env.CI, noBrowser))
  group.setup(async () => {
    if (noBrowser) return
    show = await ingestShow()
    browser = await launchBrowser()
  })
  group.teardown(() => browser?.close())

  async function playing(
    episode: number,
    account?: Credentials,
    device: BrowserContextOptions = {}
  ): Promise<BrowserViewer> {
    const credentials = account ?? (await newAccount())
    const viewer = await BrowserViewer.logIn(browser!, appUrl, credentials, device)
    await viewer.pressPlay(show.episodeIds[episode]!)
    await viewer.seePicture()
    return viewer
  }

  test('skips the recap by a key and the intro by its button', async ({ assert }) => {
    const viewer = await playing(0)
    await viewer.page.waitForSelector('[data-skip] >> text=Skip recap')
    await viewer.page.keyboard.press('s')
    await eventually(async () => (await viewer.video<number>('currentTime')) >= 3)
    await viewer.page.click('[data-skip] >> text=Skip intro')
    await eventually(async () => (await viewer.video<number>('currentTime')) >= 9)
    assert.isTrue(await viewer.page.locator('[data-skip]').isHidden())
    await viewer.leave()
  })

  test('counts down to the next episode in the credits, and plays it', async ({ assert }) => {
    const viewer = await playing(0)
    await viewer.seek(16.5)
    await viewer.page.waitForSelector('text=/Plays in \\d/')
    await viewer.page.waitForURL((url) => url.pathname.endsWith(show.episodeIds[1]!))
    await viewer.seePicture()
    assert.isAbove(await viewer.video<number>('videoWidth'), 0)
    await viewer.leave()
  })

  test('waits for me where I do not want episodes to follow one another', async ({ assert }) => {
    const account = await newAccount()
    await db.rawQuery(
      `update identity.profiles set autoplay_next_episode = false where account_id =
         (select id from identity.accounts where email = ?)`,
      [account.email]
    )
    const viewer = await playing(0, account)
    await viewer.seek(16.5)
    await viewer.page.waitForSelector('[data-next-card] >> text=Play now')
    await eventually(async () => await viewer.video<boolean>('ended'))
    await pause(1500)
    assert.include(viewer.page.url(), show.episodeIds[0]!)
    assert.equal(await viewer.page.locator('text=/Plays in/').count(), 0)
    await viewer.leave()
  })

  test('keeps the speed', async ({ assert }) => {
    const viewer = await playing(0)
    await viewer.page.keyboard.press('>')
    assert.equal(await viewer.video<number>('playbackRate'), 1.25)
    await viewer.page.reload()
    await viewer.page.click('[data-testid=play]')
    await viewer.seePicture()
    assert.equal(await viewer.video<number>('playbackRate'), 1.25)
    await viewer.leave()
  })

  test('keeps sound and subtitles for the show, on another device too', async ({ assert }) => {
    const account = await newAccount()
    const viewer = await playing(0, account)
    await viewer.page.mouse.move(200, 200)
    await viewer.page.click('[data-menu-button=audio]')
    const languages = await viewer.page.locator('[data-menu] [role=menuitemradio]').allInnerTexts()
    assert.lengthOf(languages, 2)
    await viewer.page.click('[data-menu] [role=menuitemradio][aria-checked=false]')
    await viewer.page.click('[data-menu-button=subtitles]')
    await viewer.page.click('[data-menu] [role=menuitemradio][aria-checked=false]')
    await viewer.page.waitForSelector('.subtitles >> text=Bonjour')
    await eventually(async () => {
      const { rows } = await db.rawQuery(
        `select 1 from playback.track_choices
         where title_id = ? and audio_language = 'fr' and text_language = 'fr'`,
        [show.titleId]
      )
      return rows.length > 0
    })
    await viewer.leave()

    const other = await playing(1, account)
    await other.page.waitForSelector('.subtitles >> text=Bonjour')
    await other.page.mouse.move(200, 200)
    await other.page.click('[data-menu-button=audio]')
    const chosen = other.page.locator('[data-menu] [aria-checked=true]')
    assert.match(await chosen.innerText(), /fran|french/i)
    await other.leave()
  })

  test('shows subtitles as my profile wants them, on my phone too', async ({ assert }) => {
    const account = await newAccount()
    const { page } = await BrowserViewer.logIn(browser!, appUrl, account)
    await page.goto(`${appUrl}/account`)
    await page.click('#profiles >> text=Edit')
    await page.click('summary >> text=Subtitles')
    await page.locator('input[name=subtitleSize]').fill('150')
    await page.locator('input[name=subtitleColor][value="#ffff00"]').check({ force: true })
    await page.locator('input[name=subtitleBackground][value="#0000ff"]').check({ force: true })
    await page.locator('input[name=subtitleBackgroundOpacity]').fill('50')
    await page.selectOption('select[name=subtitleEdge]', 'outline')
    await page.selectOption('select[name=subtitleFont]', 'serif')
    const words = { preview: '.subtitle-preview span', player: '.subtitles [translate=no]' }
    const look = (on: Page, selector: string) =>
      on.evaluate<Look>(`(() => {
        const element = document.querySelector('${selector}')
        const { color, backgroundColor, fontFamily, textShadow, fontSize } = getComputedStyle(element)
        return { color, backgroundColor, fontFamily, textShadow, fontSize }
      })()`)
    const wanted = await look(page, words.preview)
    assert.equal(wanted.color, 'rgb(255, 255, 0)')
    assert.equal(wanted.backgroundColor, 'rgba(0, 0, 255, 0.5)')
    assert.match(wanted.fontFamily, /^Georgia/)
    assert.lengthOf(wanted.textShadow.match(/rgb/g) ?? [], 9)
    await page.click('#profiles >> text=Save')
    await page.waitForSelector('#profiles >> text=Edit')
    await page.context().close()

    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
    for (const device of [{}, phone]) {
      const viewer = await playing(0, account, device)
      // The phone remembers that they are on.
      if (device !== phone) await viewer.page.keyboard.press('c')
      await viewer.page.waitForSelector('.subtitles >> text=Bonjour')
      const seen = await look(viewer.page, words.player)
      const base = Math.min(32, Math.max(1.05 * 16, viewer.page.viewportSize()!.width * 0.023))
      assert.closeTo(Number.parseFloat(seen.fontSize), base * 1.5, 0.1)
      assert.deepInclude(
        { ...seen, textShadow: seen.textShadow.match(/rgb/g)?.length },
        { color: wanted.color, backgroundColor: wanted.backgroundColor, textShadow: 9 }
      )
      assert.equal(seen.fontFamily, wanted.fontFamily)
      await viewer.leave()
    }
  })

  test('marks a moment and comes back to it', async ({ assert }) => {
    const account = await newAccount()
    const viewer = await playing(0, account)
    await viewer.seek(11)
    await viewer.page.keyboard.press('b')
    await viewer.page.waitForSelector('text=/Marked 0:1\\d/')
    await viewer.leave()
    const again = await playing(0, account)
    await again.seek(5)
    await again.page.mouse.move(200, 200)
    await again.page.click('[data-do=bookmarks]')
    await again.page.click('[data-bookmark] .bookmark-jump')
    await eventually(async () => (await again.video<number>('currentTime')) >= 11)
    assert.equal(await again.page.locator('[data-seek-marks] span').count(), 1)
    await again.leave()
  })

  test('tells how the play went, though its tab is closed', async ({ assert }) => {
    const segments = { name: 'flixflow_cmcd_objects_total', labels: { type: 'video' } }
    const before = await countOf(segments.name, segments.labels)
    const account = await newAccount()
    const viewer = await playing(0, account)
    await viewer.seek(6)
    await viewer.page.close({ runBeforeUnload: true })
    const row = await eventually(() =>
      db
        .from('playback.quality as q')
        .join('identity.accounts as a', 'a.id', 'q.account_id')
        .where('a.email', account.email)
        .where('q.ended', true)
        .first()
    )
    assert.isAbove(row.start_time_ms, 0)
    assert.isAbove(row.playing_ms, 500)
    assert.isAbove(row.total_frames, 10)
    assert.equal(row.title_id, show.titleId)
    assert.equal(row.device_kind, 'web')
    assert.match(row.player_version, /^web-\d/)
    assert.deepEqual(row.errors, [])
    assert.isAbove(await countOf(segments.name, segments.labels), before)
  })
})
