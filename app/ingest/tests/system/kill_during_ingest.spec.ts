import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import { CreateTitle, FindPlayable } from '#catalog'
import { dataDir } from '#config/app'
import type { TranscodeJobId } from '#core/ids'
import { IngestFile } from '#ingest'
import { transcodeQueue } from '../../jobs/transcode_queue.js'
import TranscodeJob from '../../models/transcode_job.js'
import { renderFilm } from '../support/media.js'
import { ended, programsOf, reached } from '../support/jobs.js'
import { workFolder } from '../../work_area.js'
import { RoleProcess } from '../../../../bin/role_process.js'

const LEASE_MS = 4_000

/** A worker process of its own, on the services and files of this test run. */
function startWorker(environment: NodeJS.ProcessEnv = {}): RoleProcess {
  return RoleProcess.start('worker', {
    environment: {
      ...{ NODE_ENV: 'production', LOG_LEVEL: 'warn', INGEST_PRESET: 'ultrafast' },
      ...{ INGEST_LEASE_MS: String(LEASE_MS), INGEST_BACKOFF_MS: '500' },
      ...environment,
    },
  })
}

async function kill(worker: RoleProcess): Promise<void> {
  process.kill(worker.pid!, 'SIGKILL')
  await worker.exited
}

async function beginFilm() {
  const film = await new CreateTitle().handle({ kind: 'film', name: 'A film' })
  const { jobId } = await new IngestFile().handle({
    path: await renderFilm({ seconds: 40, size: '1280x720' }),
    owner: { titleId: film.id },
  })
  return { jobId, titleId: film.id }
}

/** Waits until a step has left its marker in the work folder. */
async function stepDone(jobId: TranscodeJobId, step: string): Promise<void> {
  const marker = join(workFolder(jobId), 'pipeline', `${step}.done.json`)
  for (;;) {
    const found = await access(marker).then(
      () => true,
      () => false
    )
    if (found) return
    await pause(2)
  }
}

async function postgresPid(): Promise<number> {
  const lock = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')
  return Number(lock.split('\n')[0])
}

async function redisPid(): Promise<number> {
  return Number(await readFile(join(dataDir, 'redis', 'redis.pid'), 'utf8'))
}

test.group('kill -9 during ingest', (group) => {
  group.each.timeout(280_000)
  // Tests before these may have made this very process a worker, which nobody kills.
  group.setup(() => transcodeQueue().pause(true))
  group.teardown(() => transcodeQueue().resume(true))

  test('of the worker while it encodes: another one finishes the job', async ({
    assert,
    cleanup,
  }) => {
    const first = startWorker()
    const { jobId, titleId } = await beginFilm()
    await reached(jobId, { step: 'transcode' })
    await kill(first)

    const second = startWorker()
    cleanup(async () => void (await second.stop()))
    const job = await ended(jobId)
    assert.equal(job.state, 'succeeded', `${job.reason}\n${job.logTail}\n${second.outputTail}`)
    assert.equal(job.attempts, 2)
    assert.isEmpty(await programsOf(jobId))
    const playable = await new FindPlayable().handle({ country: 'US', titleId })
    assert.equal(playable?.assetId, job.assetId)
  })

  test('of the worker after it has encoded: what is done is not done again', async ({
    assert,
    cleanup,
  }) => {
    const first = startWorker()
    const { jobId } = await beginFilm()
    await stepDone(jobId, 'transcode')
    await kill(first)

    const second = startWorker()
    cleanup(async () => void (await second.stop()))
    const job = await ended(jobId)
    assert.equal(job.state, 'succeeded', `${job.reason}\n${job.logTail}\n${second.outputTail}`)
    assert.match(job.logTail!, /done before: inspect transcode/)
  })

  test('of Redis: the worker goes on, and the job ends as if nothing had been', async ({
    assert,
    cleanup,
  }) => {
    const worker = startWorker()
    cleanup(async () => void (await worker.stop()))
    const { jobId } = await beginFilm()
    await reached(jobId, { step: 'transcode' })
    process.kill(await redisPid(), 'SIGKILL')
    const job = await ended(jobId)
    assert.equal(job.state, 'succeeded', `${job.reason}\n${job.logTail}\n${worker.outputTail}`)
    assert.equal(job.attempts, 1)

    const next = await beginFilm()
    assert.equal((await ended(next.jobId)).state, 'succeeded', worker.outputTail)
  })

  test('of PostgreSQL: the worker waits for it, and the job is finished', async ({
    assert,
    cleanup,
  }) => {
    const worker = startWorker()
    cleanup(async () => void (await worker.stop()))
    const { jobId, titleId } = await beginFilm()
    await reached(jobId, { step: 'transcode' })
    process.kill(await postgresPid(), 'SIGKILL')
    const job = await ended(jobId)
    assert.equal(job.state, 'succeeded', `${job.reason}\n${job.logTail}\n${worker.outputTail}`)
    const playable = await new FindPlayable().handle({ country: 'US', titleId })
    assert.equal(playable?.assetId, job.assetId)
  })

  test('a worker that is asked to stop hands its job back, and no try is lost', async ({
    assert,
    cleanup,
  }) => {
    const first = startWorker({ DRAIN_MS: '300' })
    const { jobId } = await beginFilm()
    await reached(jobId, { step: 'transcode' })
    assert.equal(await first.stop(), 0)
    const waiting = await TranscodeJob.findOrFail(jobId)
    assert.equal(waiting.state, 'queued')
    assert.equal(waiting.attempts, 0)
    assert.isEmpty(await programsOf(jobId))

    const second = startWorker()
    cleanup(async () => void (await second.stop()))
    assert.equal((await ended(jobId)).state, 'succeeded')
  })
})
