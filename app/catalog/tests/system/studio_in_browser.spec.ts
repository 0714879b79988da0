import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { appUrl } from '#config/app'
import { tool } from '#core/tools'
import { CreateAccount } from '#identity'
import { BrowserViewer, launchBrowser } from '../../../../bin/browser_viewer.js'
import { picture, publishAsset, publishedShow } from '../catalogue.js'
import { CreateCollection } from '../../actions/edit_collection.js'
import Title from '../../models/title.js'

const noBrowser = await tool('chromium').then(
  () => '',
  (error: Error) => error.message
)

/** The studio as an editor sees it. */
async function openStudio(browser: Browser): Promise<Page> {
  const credentials = { email: `${randomUUID()}@example.com`, password: randomUUID() }
  const createAccount = await app.container.make(CreateAccount)
  await createAccount.handle({ ...credentials, roles: ['editor'] })
  const device = { viewport: { width: 1440, height: 900 } }
  const { page } = await BrowserViewer.logIn(browser, appUrl, credentials, device)
  await page.goto(`${appUrl}/studio`)
  return page
}

test.group('The studio', (group) => {
  let browser: Browser | undefined

  group.tap((each) => each.skip(Boolean(noBrowser) && !process.env.CI, noBrowser))
  group.setup(async () => {
    if (!noBrowser) browser = await launchBrowser()
  })
  group.teardown(() => browser?.close())

  test('an editor begins a film, says what it is, hangs its pictures, and publishes it', async ({
    assert,
  }) => {
    const page = await openStudio(browser!)
    page.on(
      'dialog',
      (dialog) => void dialog.accept(dialog.message().includes('Name') ? 'A new film' : 'de')
    )
    await page.getByRole('button', { name: 'New film' }).click()
    await page.getByRole('heading', { name: 'A new film' }).waitFor()
    const id = page.url().split('/').at(-1)!

    await page.getByLabel('Synopsis').fill('What it is about.')
    await page.getByRole('button', { name: 'Save texts' }).click()
    await page.getByText('Saved.').waitFor()
    await page.getByLabel('Year', { exact: true }).fill('2026')
    await page.getByLabel('Age from').fill('12')
    await page.getByLabel('Genres').fill('Drama, Mystery')
    await page
      .getByPlaceholder('director: Ada Lovelace')
      .fill('director: Ada\nactor: Grace as The Admiral')
    await page.getByPlaceholder('DE fsk 12').fill('DE fsk 12')
    await page.getByRole('button', { name: 'Save details' }).click()
    await page.getByText('Give at least one genre.').waitFor({ state: 'detached' })

    const file = { name: 'p.jpg', mimeType: 'image/jpeg', buffer: await picture(1200, 1800) }
    await page.locator('[data-kind=poster] input').setInputFiles(file)
    await page.locator('[data-kind=poster] img').waitFor()
    await page.locator('[data-kind=backdrop] input').setInputFiles(file)
    await page.locator('[data-kind=backdrop] img').waitFor()

    await page.getByRole('button', { name: '+', exact: true }).click()
    await page.getByRole('tab', { name: 'de' }).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Ein neuer Film')
    await page.getByRole('button', { name: 'Save texts' }).click()
    await page.getByText('Upload the video.').waitFor()
    await publishAsset({ titleId: id as never })
    await page.reload()
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText('Published', { exact: true }).waitFor()
    const film = await Title.findOrFail(id)
    assert.equal(film.state, 'published')
    await page.getByRole('heading', { name: 'History' }).click()
    await page.getByText('translate').waitFor()
    await page.goto(`${appUrl}/studio#titles`)
    await page.getByRole('link', { name: /A new film/ }).waitFor()
    await page.context().close()
  })

  test('a stale page is told that somebody else was faster, and keeps what was typed', async () => {
    const { show } = await publishedShow([1])
    const page = await openStudio(browser!)
    await page.goto(`${appUrl}/studio#title/${show.id}`)
    await page.getByLabel('Tagline').fill('Mine')
    await (await Title.findOrFail(show.id)).merge({ version: 99 }).save()
    await page.getByRole('button', { name: 'Save texts' }).click()
    await page.getByText('By now it is version 99').waitFor()
    await page.getByText('Episode 1.1').first().waitFor()
    await page.context().close()
  })

  test('seasons, episodes and collections are said in another language', async ({
    assert,
    cleanup,
  }) => {
    const { show, episodes } = await publishedShow([1])
    const page = await openStudio(browser!)
    cleanup(() => page.context().close())
    page.on('dialog', (dialog) => void dialog.accept('de'))
    await page.goto(`${appUrl}/studio#title/${show.id}`)
    const say = async (called: string, fields: Record<string, string>) => {
      await page
        .getByRole('tablist', { name: `${called}: languages` })
        .getByText('+')
        .click()
      for (const [label, words] of Object.entries(fields)) {
        await page.getByLabel(`${label} in de`).last().fill(words)
      }
      await page.getByRole('button', { name: 'Save de' }).last().click()
      await page.getByText('Saved.').waitFor()
    }
    const row = (table: string) => db.from(table).where('language', 'de')
    await say('Season 1', { Name: 'Staffel Eins' })
    const season = await row('catalog.season_translations').whereIn(
      'season_id',
      episodes.map(({ seasonId }) => seasonId)
    )
    assert.equal(season[0]?.name, 'Staffel Eins')

    await page.getByText('Saved.').waitFor({ state: 'hidden' })
    await page.locator('.studio-episode summary').first().click()
    const overflow = 'document.documentElement.scrollWidth - innerWidth'
    assert.equal(await page.evaluate<number>(overflow), 0)
    await say('Episode 1.1', { Name: 'Folge Eins', Synopsis: 'Ein Anfang.' })
    const episode = await row('catalog.episode_translations').where('episode_id', episodes[0]!.id)
    assert.containsSubset(episode, [{ name: 'Folge Eins', synopsis: 'Ein Anfang.' }])

    const name = `Evenings ${randomUUID().slice(0, 8)}`
    const { id } = await new CreateCollection().handle({ name })
    await page.goto(`${appUrl}/studio#collection/${id}`)
    await page.getByRole('heading', { name }).waitFor()
    await page.getByText('Saved.').waitFor({ state: 'hidden' })
    await say(name, { Name: 'Abende', Description: 'Am Kamin.' })
    await page.getByRole('button', { name: 'Take away' }).click()
    await page.getByText('In no other language').waitFor()
    assert.isEmpty(await row('catalog.collection_translations').where('collection_id', id))
  })

  test('a person who stands there twice is made one', async ({ assert, cleanup }) => {
    const surname = randomUUID().slice(0, 8)
    const [wrong, right] = [`Grcae ${surname}`, `Grace ${surname}`]
    const { show } = await publishedShow([1], {
      credits: [
        { name: wrong, role: 'actor' },
        { name: right, role: 'director' },
      ],
    })
    const page = await openStudio(browser!)
    cleanup(() => page.context().close())
    page.on('dialog', (dialog) => void dialog.accept())
    await page.getByRole('link', { name: 'People' }).click()
    await page.getByLabel('Search people').fill(surname)
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })
    await page.getByRole('listitem').nth(1).waitFor()
    await row(wrong).getByRole('button', { name: 'Merge' }).click()
    await row(right).getByRole('button', { name: 'This one’s' }).click()
    await row(wrong).waitFor({ state: 'detached' })
    await row(right).getByText('2 credits').waitFor()
    const names = await db
      .from('catalog.credits as c')
      .join('catalog.people as p', 'p.id', 'c.person_id')
      .where('c.title_id', show.id)
      .select('p.name')
    assert.deepEqual(names, [{ name: right }, { name: right }])
  })

  test('a file is tried, its bad rows are named, and a mended one is imported', async ({
    cleanup,
  }) => {
    const page = await openStudio(browser!)
    cleanup(() => page.context().close())
    await page.goto(`${appUrl}/studio#import`)
    const path = join(tmpdir(), `${randomUUID()}.csv`)
    await writeFile(path, 'kind,external_id,name\nfilm,in-1,Imported\nfilm,in-2,')
    await page.locator('input[type=file]').setInputFiles(path)
    await page.getByRole('cell', { name: '3', exact: true }).waitFor()
    await page.getByRole('cell', { name: 'name', exact: true }).waitFor()
    await writeFile(path, `kind,external_id,name\nfilm,${randomUUID()},Imported`)
    await page.locator('input[type=file]').setInputFiles([])
    await page.locator('input[type=file]').setInputFiles(path)
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByText('Imported. 1 items').waitFor()
  })
})
