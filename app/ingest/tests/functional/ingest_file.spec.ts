import { access } from 'node:fs/promises'
import { join } from 'node:path'
import emitter from '@adonisjs/core/services/emitter'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import ingestConfig from '#config/ingest'
import { newId, type TitleId } from '#core/ids'
import { IngestFile } from '../../actions/ingest_file.js'
import { AssetPublished } from '../../events.js'
import { ContentKeysOf } from '../../queries/content_keys_of.js'
import { workFolder } from '../../work_area.js'
import { renderFilm } from '../support/media.js'
import { ended, startWorker } from '../support/jobs.js'

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  )
}

/** Clearing up follows the end of a job. */
async function gone(path: string): Promise<void> {
  while (await exists(path)) await new Promise((resolve) => setTimeout(resolve, 20))
}

test.group('Ingest of a file', (group) => {
  group.setup(() => startWorker())

  test('a film becomes encrypted streams, and the catalogue is told before the job ends', async ({
    assert,
    cleanup,
  }) => {
    const told: AssetPublished[] = []
    const stop = emitter.on(AssetPublished, (event) => void told.push(event))
    cleanup(stop)
    const titleId = newId<TitleId>()
    const path = await renderFilm()

    const { jobId } = await new IngestFile().handle({ path, owner: { titleId } })
    const job = await ended(jobId)

    assert.equal(job.state, 'succeeded', job.logTail ?? '')
    assert.equal(job.percent, 100)
    assert.equal(job.attempts, 1)
    assert.lengthOf(told, 1)
    const [event] = told
    assert.equal(event!.owner.titleId, titleId)
    assert.isTrue(
      await exists(join(ingestConfig.storageFolder, event!.stream.basePath, event!.stream.dash))
    )
    assert.isTrue(await exists(path), 'the source stays where it was')
    await gone(workFolder(jobId))

    const kids = Object.values(event!.stream.keyIds) as string[]
    const keys = await new ContentKeysOf().handle({ assetId: event!.assetId, kids })
    assert.sameMembers(
      keys.map(({ tier }) => tier),
      ['audio', 'sd']
    )
    assert.notInclude(JSON.stringify(keys), keys[0]!.key.release().toString('hex'))
    const rows = await db.from('ingest.content_keys').where('asset_id', event!.assetId)
    assert.lengthOf(rows, 2)
    for (const row of rows)
      assert.notInclude(row.sealed.toString('hex'), keys[0]!.key.release().toString('hex'))
  }).timeout(120_000)

  test('the same source is known again: its asset is used for another owner at once', async ({
    assert,
    cleanup,
  }) => {
    const told: AssetPublished[] = []
    cleanup(emitter.on(AssetPublished, (event) => void told.push(event)))
    const path = await renderFilm()
    const owners = [newId<TitleId>(), newId<TitleId>()] as const

    const first = await new IngestFile().handle({ path, owner: { titleId: owners[0] } })
    const twin = await new IngestFile().handle({ path, owner: { titleId: owners[1] } })
    const jobs = [await ended(first.jobId), await ended(twin.jobId)] as const

    assert.deepEqual(
      jobs.map(({ state, reused }) => ({ state, reused })),
      [
        { state: 'succeeded', reused: false },
        { state: 'succeeded', reused: true },
      ]
    )
    assert.equal(jobs[0].assetId, jobs[1].assetId)
    assert.sameMembers(
      told.map(({ owner }) => owner.titleId),
      [...owners]
    )
  }).timeout(120_000)

  test('what is no video ends as a dead letter with its reason, after one try', async ({
    assert,
  }) => {
    const { jobId } = await new IngestFile().handle({
      path: new URL(import.meta.url).pathname,
      filename: 'film.mp4',
      owner: { titleId: newId<TitleId>() },
    })
    const job = await ended(jobId)

    assert.equal(job.state, 'failed')
    assert.match(job.reasonCode!, /^ingest\./)
    assert.equal(job.attempts, 1)
  }).timeout(60_000)
})
