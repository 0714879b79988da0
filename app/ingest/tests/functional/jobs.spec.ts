import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import emitter from '@adonisjs/core/services/emitter'
import { test } from '@japa/runner'
import { dataDir } from '#config/app'
import ingestConfig from '#config/ingest'
import { newId, type TitleId, type TranscodeJobId } from '#core/ids'
import { IngestFile } from '../../actions/ingest_file.js'
import { RecoverTranscodeJobs } from '../../actions/recover_transcode_jobs.js'
import { AssetPublished } from '../../events.js'
import { transcodeQueue } from '../../jobs/transcode_queue.js'
import TranscodeJob from '../../models/transcode_job.js'
import { ContentKeysOf } from '../../queries/content_keys_of.js'
import { workFolder } from '../../work_area.js'
import { anEditor, type Editor } from '../support/editor.js'
import { renderFilm } from '../support/media.js'
import { ended, programsOf, reached, startWorker } from '../support/jobs.js'

const BASE = `http://${process.env.HOST}:${process.env.PORT}`

/** Long and large enough to be still at work when something happens to it. */
const SLOW = { seconds: 60, size: '1280x720' }

async function begin(path: string): Promise<TranscodeJobId> {
  const { jobId } = await new IngestFile().handle({ path, owner: { titleId: newId<TitleId>() } })
  return jobId
}

test.group('Transcode jobs', (group) => {
  let editor: Editor
  group.setup(async () => {
    startWorker()
    editor = await anEditor()
  })

  test('a running job is cancelled: its programs end and its folder goes', async ({
    assert,
    client,
  }) => {
    const jobId = await begin(await renderFilm(SLOW))
    await reached(jobId, { step: 'transcode' })
    assert.isNotEmpty(await programsOf(jobId))

    const askedAt = Date.now()
    const response = await client.post(`/v1/ingest/jobs/${jobId}/cancel`).bearerToken(editor.token)
    response.assertStatus(200)
    const job = await ended(jobId)

    assert.equal(job.state, 'cancelled')
    assert.isBelow(Date.now() - askedAt, 3000)
    assert.isEmpty(await programsOf(jobId))
    while ((await readdir(workFolder(jobId)).catch(() => null)) !== null) await pause()
    const again = await client.post(`/v1/ingest/jobs/${jobId}/cancel`).bearerToken(editor.token)
    again.assertStatus(200)
    const retry = await client.post(`/v1/ingest/jobs/${jobId}/retry`).bearerToken(editor.token)
    retry.assertStatus(409)
  }).timeout(120_000)

  test('a queued job is cancelled at once and never runs', async ({ assert, client }) => {
    const slow = await begin(await renderFilm(SLOW))
    await reached(slow, { step: 'transcode' })
    const jobId = await begin(await renderFilm())
    const response = await client.post(`/v1/ingest/jobs/${jobId}/cancel`).bearerToken(editor.token)
    assert.equal(response.body().state, 'cancelled')
    await client.post(`/v1/ingest/jobs/${slow}/cancel`).bearerToken(editor.token)
    await ended(slow)
    await pause(500)
    const job = await TranscodeJob.findOrFail(jobId)
    assert.equal(job.state, 'cancelled')
    assert.equal(job.attempts, 0)
  }).timeout(120_000)

  test('progress is told as server-sent events until the job has ended', async ({ assert }) => {
    const jobId = await begin(await renderFilm({ seconds: 8, size: '640x360' }))
    const response = await fetch(`${BASE}/v1/ingest/jobs/${jobId}/events`, {
      headers: { authorization: `Bearer ${editor.token}` },
    })
    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    const events = (await response.text())
      .split('\n\n')
      .filter((event) => event.startsWith('event: progress'))
      .map((event) => JSON.parse(event.split('data: ')[1]!))
    assert.equal(events.at(-1).state, 'succeeded')
    assert.equal(events.at(-1).percent, 100)
    assert.isAbove(events.length, 4)
    assert.includeMembers(
      events.map(({ step }) => step),
      ['transcode', 'package', 'publish']
    )
    const percents = events.map(({ percent }) => percent)
    assert.deepEqual(
      percents,
      percents.toSorted((a: number, b: number) => a - b)
    )
  }).timeout(60_000)

  test('editors follow a job over transmit; others may not', async ({ assert }) => {
    const jobId = await begin(await renderFilm({ seconds: 8, size: '640x360' }))
    const uid = newId()
    const headers = {
      'authorization': `Bearer ${editor.token}`,
      'content-type': 'application/json',
    }
    const stop = new AbortController()
    const stream = await fetch(`${BASE}/__transmit/events?uid=${uid}`, {
      headers,
      signal: stop.signal,
    })
    const body = JSON.stringify({ uid, channel: `ingest/jobs/${jobId}` })
    const subscribe = (authorization: string) =>
      fetch(`${BASE}/__transmit/subscribe`, {
        method: 'POST',
        headers: { ...headers, authorization },
        body,
      })
    const viewer = await anEditor(['viewer'])
    assert.equal((await subscribe(`Bearer ${viewer.token}`)).status, 403)
    assert.equal((await subscribe(headers.authorization)).status, 204)

    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of stream.body!) {
      text += decoder.decode(chunk as Uint8Array)
      if (text.includes('"succeeded"')) break
    }
    stop.abort()
    assert.include(text, `"channel":"ingest/jobs/${jobId}"`)
    assert.include(text, '"percent"')
  }).timeout(60_000)

  test('a failure that may pass is tried again after a pause, and the film is told of once more', async ({
    assert,
    cleanup,
  }) => {
    let calls = 0
    const stop = emitter.on(AssetPublished, () => {
      if (++calls === 1) throw new Error('The catalogue is away')
    })
    cleanup(stop)
    const jobId = await begin(await renderFilm())
    const waiting = await reached(jobId, { state: 'queued' }).then(() => ended(jobId))
    assert.equal(waiting.state, 'succeeded', waiting.logTail ?? '')
    assert.equal(waiting.attempts, 2)
    assert.equal(calls, 2)
    assert.isFalse(waiting.reused)
  }).timeout(90_000)

  test('a job that fails for good is a dead letter with its reason, and can be tried again', async ({
    assert,
    client,
    cleanup,
  }) => {
    let broken = true
    cleanup(
      emitter.on(AssetPublished, () => {
        if (broken) throw new Error('The catalogue is away')
      })
    )
    const jobId = await begin(await renderFilm())
    await ended(jobId)
    const list = await client
      .get('/v1/ingest/dead-letters')
      .qs({ limit: 1 })
      .bearerToken(editor.token)
    list.assertStatus(200)
    const [letter] = list.body().items
    assert.equal(letter.id, jobId)
    assert.equal(letter.attempts, ingestConfig.attempts)
    assert.equal(letter.reason.code, 'ingest.internal')
    assert.include(letter.reason.message, 'The catalogue is away')
    assert.include(letter.log, 'step transcode')

    broken = false
    const retry = await client.post(`/v1/ingest/jobs/${jobId}/retry`).bearerToken(editor.token)
    retry.assertStatus(200)
    assert.equal((await ended(jobId)).state, 'succeeded')
  }).timeout(120_000)

  test('a job that Redis never got, or forgot, is brought back', async ({ assert }) => {
    const { jobId } = await new IngestFile().handle({
      path: await renderFilm(),
      owner: { titleId: newId<TitleId>() },
      deliver: false,
    })
    await TranscodeJob.query()
      .where('id', jobId)
      .update({ updated_at: new Date(Date.now() - 60_000), not_before: new Date(0) })
    assert.equal(await new RecoverTranscodeJobs().handle(), 1)
    assert.equal((await ended(jobId)).state, 'succeeded')
  }).timeout(60_000)

  test('jobs are listed newest first, page by page', async ({ assert, client }) => {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await client
        .get('/v1/ingest/jobs')
        .qs({ limit: 3, ...(cursor && { cursor }) })
        .bearerToken(editor.token)
      page.assertStatus(200)
      ids.push(...page.body().items.map((job: { id: string }) => job.id))
      cursor = page.body().nextCursor ?? undefined
    } while (cursor)
    assert.isAbove(ids.length, 5)
    assert.deepEqual(ids, ids.toSorted().reverse())
    const failed = await client
      .get('/v1/ingest/jobs')
      .qs({ state: 'failed' })
      .bearerToken(editor.token)
    for (const job of failed.body().items) assert.equal(job.state, 'failed')
  })

  test('content keys are in no answer, no log, no file and no command line', async ({
    assert,
    client,
    cleanup,
  }) => {
    const events: AssetPublished[] = []
    cleanup(emitter.on(AssetPublished, (event) => void events.push(event)))
    const jobId = await begin(await renderFilm({ seconds: 20, size: '640x360' }))
    const commandLines: string[] = []
    const done = ended(jobId).then(() => true)
    while (!(await Promise.race([done, pause(20).then(() => false)]))) {
      commandLines.push(...(await programsOf(jobId)))
    }
    const [event] = events
    const kids = Object.values(event!.stream.keyIds) as string[]
    const keys = await new ContentKeysOf().handle({ assetId: event!.assetId, kids })
    const job = await client.get(`/v1/ingest/jobs/${jobId}`).bearerToken(editor.token)
    const seen = [
      JSON.stringify(job.body()),
      JSON.stringify(event),
      commandLines.join('\n'),
      JSON.stringify(await transcodeQueue().getJobs(['completed', 'failed'])),
      await allTextBelow(join(dataDir, 'ingest')),
      await allTextBelow(join(dataDir, 'logs')),
      await allTextBelow(join(ingestConfig.storageFolder, event!.stream.basePath)),
    ].join('\n')
    assert.isNotEmpty(commandLines.filter((line) => line.includes('packager')))
    for (const { key } of keys) {
      assert.notInclude(seen, key.release().toString('hex'))
      assert.notInclude(seen, key.release().toString('base64'))
      assert.notInclude(seen, key.release().toString('base64url'))
      assert.notInclude(seen, key.release().toString('latin1'))
    }
  }).timeout(90_000)
})

function pause(ms = 50): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function allTextBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  const texts = await Promise.all(
    files.map((file) => readFile(join(file.parentPath, file.name), 'latin1').catch(() => ''))
  )
  return texts.join('\n')
}
