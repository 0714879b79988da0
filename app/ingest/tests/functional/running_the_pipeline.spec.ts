import { spawn } from 'node:child_process'
import { chmod, copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import {
  chooseLadder,
  hashFolder,
  inspectSource,
  publishFolder,
  transcode,
  type FailureCode,
  type PipelineRequest,
} from '../../pipeline/index.js'
import { makeMedia, mediaTools, scratchFolder } from '../media/make_media.js'
import { ingest } from '../media/published_asset.js'

const WORKER = fileURLToPath(new URL('../media/pipeline_process.ts', import.meta.url))

/** Long enough to be caught in the middle of it. */
function makeLongFilm(folder: string) {
  return makeMedia(join(folder, 'film.mp4'), { width: 1280, height: 720, seconds: 16 })
}

/** Command lines of the processes that work on files of a folder. */
async function processesOn(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => ''))
  )
  return lines.filter((line) => line.includes(folder) && line.includes('ffmpeg'))
}

async function failureOf(
  source: string,
  folder: string,
  options: Partial<PipelineRequest>
): Promise<FailureCode | 'finished'> {
  return ingest(source, folder, options).then(
    () => 'finished',
    (error: { code: FailureCode }) => error.code
  )
}

test.group('Running the pipeline', () => {
  test('progress rises from 0 to 100 and says which node works', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeMedia(join(folder, 'film.mp4'))
    const seen: Array<{ node: string; percent: number }> = []

    await ingest(source, folder, { onProgress: (progress) => void seen.push(progress) })

    const percents = seen.map(({ percent }) => percent)
    assert.deepEqual(
      percents,
      percents.toSorted((a, b) => a - b)
    )
    assert.equal(percents[0], 0)
    assert.equal(percents.at(-1), 100)
    assert.includeMembers([...new Set(seen.map(({ node }) => node))], ['inspect', 'transcode'])
  })

  test('cancelling ends ffmpeg at once and keeps what was finished', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeLongFilm(folder)
    const cancel = new AbortController()

    const code = await failureOf(source, folder, {
      signal: cancel.signal,
      onProgress: ({ percent }) => percent > 5 && cancel.abort(),
    })

    assert.equal(code, 'ingest.cancelled')
    assert.deepEqual(await processesOn(folder), [])
    assert.equal(
      await failureOf(source, folder, { signal: AbortSignal.abort() }),
      'ingest.cancelled'
    )
  })

  test('after kill -9 of the worker, the next run ends the orphan and goes on', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeLongFilm(folder)
    const worker = spawn(process.execPath, ['--import=@poppinss/ts-exec', WORKER, source, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(worker.stdout, 'data')
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    assert.lengthOf(await processesOn(folder), 1)

    const asset = await ingest(source, folder)

    assert.deepEqual(asset.resumed, ['inspect'])
    assert.closeTo(asset.stream.durationSeconds, 16, 0.1)
    assert.deepEqual(await processesOn(folder), [])
  })

  test('a finished run is not done again; other keys package again, not transcode', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeMedia(join(folder, 'film.mp4'))
    const first = await ingest(source, folder)

    const same = await ingest(source, folder, { contentKeys: async () => first.keys })
    const rekeyed = await ingest(source, folder)

    assert.equal(same.stream.contentHash, first.stream.contentHash)
    assert.lengthOf(same.resumed, 5)
    assert.includeMembers(rekeyed.resumed, ['inspect', 'transcode'])
    assert.notInclude(rekeyed.resumed, 'package')
    assert.notEqual(rekeyed.stream.contentHash, first.stream.contentHash)
    assert.equal(await hashFolder(rekeyed.folder), rekeyed.stream.contentHash)
  })

  test('time, memory and output are limited', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeLongFilm(folder)
    const limited = (processLimits: PipelineRequest['processLimits']) =>
      failureOf(source, folder, { processLimits })

    assert.equal(await limited({ wallSeconds: 0.5 }), 'ingest.time-limit')
    assert.equal(await limited({ residentBytes: 20_000_000 }), 'ingest.memory-limit')
    assert.equal(await limited({ outputBytes: 100_000 }), 'ingest.output-limit')
    assert.deepEqual(await processesOn(folder), [])
  })

  test('a film that gives out less than it promised is refused as cut off', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeMedia(join(folder, 'film.mp4'), { seconds: 4 })
    const tools = await mediaTools()
    const probe = { ...(await inspectSource(source, { tools })), durationSeconds: 8 }
    await assert.rejects(
      () =>
        transcode({ source, probe, ladder: chooseLadder(probe), folder: `${folder}/out`, tools }),
      /of 8.0 s only 4.0 s/
    )
  })

  test('keys are on no command line, and their file is gone afterwards', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeMedia(join(folder, 'film.mp4'), { seconds: 2 })
    const tools = await mediaTools()
    const spy = join(folder, 'packager')
    const script = [
      '#!/bin/sh',
      `echo "$@" > ${folder}/arguments`,
      `stat -c %a ${folder}/work/secret/* > ${folder}/mode`,
      `exec ${tools.packager} "$@"`,
    ]
    await writeFile(spy, script.join('\n'))
    await chmod(spy, 0o755)

    const { keys } = await ingest(source, folder, { tools: { ...tools, packager: spy } })

    const seen = await readFile(join(folder, 'arguments'), 'utf8')
    assert.include(seen, '--flagfile=')
    for (const { key } of Object.values(keys)) assert.notInclude(seen, key)
    assert.equal((await readFile(join(folder, 'mode'), 'utf8')).trim(), '600')
    assert.deepEqual(await readdir(join(folder, 'work/secret')), [])
  })
})

test.group('Publishing a folder', () => {
  test('it appears whole under its hash, and once', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const storage = join(folder, 'storage')
    const stage = async (name: string) => {
      await mkdir(join(folder, name, 'video'), { recursive: true })
      await writeFile(join(folder, name, 'video/1.m4s'), 'segment')
      return join(folder, name)
    }
    const first = await stage('first')
    const hash = await hashFolder(first)

    assert.equal(await publishFolder(first, storage, hash), `assets/${hash}`)
    assert.equal(await publishFolder(await stage('second'), storage, hash), `assets/${hash}`)

    assert.deepEqual(await readdir(join(storage, 'assets')), [hash])
    assert.isTrue((await stat(join(storage, 'assets', hash, 'video/1.m4s'))).isFile())
    const renamed = await stage('third')
    await copyFile(join(renamed, 'video/1.m4s'), join(renamed, 'video/2.m4s'))
    assert.notEqual(await hashFolder(renamed), hash)
  })
})
