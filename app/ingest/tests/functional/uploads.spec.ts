import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { test } from '@japa/runner'
import { Upload as TusUpload } from 'tus-js-client'
import ingestConfig from '#config/ingest'
import { newId, type EpisodeId, type TitleId, type TranscodeJobId } from '#core/ids'
import TranscodeJob from '../../models/transcode_job.js'
import UploadModel from '../../models/upload.js'
import { SweepWorkArea } from '../../actions/sweep_work_area.js'
import { streamOwners } from '../../stream_owners.js'
import { anEditor, type Editor } from '../support/editor.js'
import { renderFilm } from '../support/media.js'
import {
  append,
  BASE,
  BYTES,
  call,
  metadata,
  offsetOf,
  openUpload,
  TUS,
} from '../support/upload_calls.js'
import { ended, startWorker } from '../support/jobs.js'
import { clock } from '#core/clock'

const UNKNOWN = newId<TitleId>()

test.group('Uploads', (group) => {
  let editor: Editor
  group.setup(async () => {
    startWorker()
    editor = await anEditor()
    // What is uploaded here belongs to films that this module need not know.
    streamOwners.register(async ({ titleId }) => titleId !== UNKNOWN)
  })

  test('an upload that breaks off is resumed by tus-js-client and becomes a film', async ({
    assert,
  }) => {
    const path = await renderFilm()
    const { size } = await stat(path)
    const titleId = newId<TitleId>()
    const options = {
      endpoint: BASE,
      headers: { authorization: `Bearer ${editor.token}` },
      metadata: { filename: 'my film.mp4', filetype: 'video/mp4', titleId },
      chunkSize: Math.ceil(size / 4),
      uploadSize: size,
    }
    const url = await new Promise<string>((resolve, reject) => {
      const first = new TusUpload(createReadStream(path) as never, {
        ...options,
        onChunkComplete: async (_chunk, accepted) => {
          if (accepted < size / 2) return
          await first.abort()
          resolve(first.url!)
        },
        onError: reject,
      })
      first.start()
    })
    const id = url.split('/').at(-1)!
    const reached = await offsetOf(editor, id)
    assert.isAbove(reached, 0)
    assert.isBelow(reached, size)

    let jobId = ''
    await new Promise<void>((resolve, reject) => {
      const second = new TusUpload(createReadStream(path) as never, {
        ...options,
        uploadUrl: url,
        onAfterResponse: (_request, response) => {
          jobId = response.getHeader('flixflow-job') ?? jobId
        },
        onSuccess: () => resolve(),
        onError: reject,
      })
      second.start()
    })
    const job = await ended(jobId as TranscodeJobId)
    assert.equal(job.state, 'succeeded', job.logTail ?? '')
    assert.equal(job.titleId, titleId)
    assert.equal(job.filename, 'my film.mp4')
    assert.equal(job.sourceBytes, size)
  }).timeout(120_000)

  test('a connection that dies in the middle of a request loses nothing that arrived', async ({
    assert,
  }) => {
    const { id } = await openUpload(editor, 1_000_000)
    const part = Buffer.alloc(200_000, 7)
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${BASE}/${id}`, {
        method: 'PATCH',
        headers: {
          'authorization': `Bearer ${editor.token}`,
          ...TUS,
          'content-type': BYTES,
          'upload-offset': '0',
          'content-length': '1000000',
        },
      })
      request.on('error', () => resolve())
      request.write(part, () => setTimeout(() => request.destroy(), 200))
      request.on('close', () => resolve())
    })
    const offset = await offsetOf(editor, id)
    assert.equal(offset, part.length)
    const rest = await append(editor, id, offset, Buffer.alloc(100_000, 7))
    assert.equal(rest.status, 204)
    assert.equal(await offsetOf(editor, id), 300_000)
  })

  test('it goes on where it was after the web server has restarted', async ({ assert }) => {
    const { id } = await openUpload(editor, 1000)
    await append(editor, id, 0, Buffer.alloc(400))
    await UploadModel.query()
      .where('id', id)
      .update({
        // What a killed server leaves behind: a lease that nobody renews.
        lease_token: newId(),
        lease_until: new Date(Date.now() + 1500),
      })
    assert.equal(await offsetOf(editor, id), 400)
  })

  test('a wrong offset is refused and changes nothing', async ({ assert }) => {
    const { id } = await openUpload(editor, 1000)
    await append(editor, id, 0, Buffer.alloc(300))
    for (const offset of [0, 299, 301]) {
      const response = await append(editor, id, offset, Buffer.alloc(10))
      assert.equal(response.status, 409)
      assert.equal(((await response.json()) as { code: string }).code, 'upload.offset-conflict')
    }
    assert.equal(await offsetOf(editor, id), 300)
  })

  test('bytes beyond the announced size are refused', async ({ assert }) => {
    const { id } = await openUpload(editor, 100)
    const response = await append(editor, id, 0, Buffer.alloc(101))
    assert.equal(response.status, 413)
  })

  test('bytes that do not match their checksum are dropped, and can be sent again', async ({
    assert,
  }) => {
    const body = Buffer.from('some bytes of a film')
    const { id } = await openUpload(editor, 1000)
    const wrong = createHash('sha1').update('other bytes').digest('base64')
    const right = createHash('sha1').update(body).digest('base64')

    const refused = await append(editor, id, 0, body, { 'upload-checksum': `sha1 ${wrong}` })
    assert.equal(refused.status, 460)
    assert.equal(await offsetOf(editor, id), 0)
    const unknown = await append(editor, id, 0, body, { 'upload-checksum': `md4 ${right}` })
    assert.equal(unknown.status, 400)
    const accepted = await append(editor, id, 0, body, { 'upload-checksum': `sha1 ${right}` })
    assert.equal(accepted.status, 204)
    assert.equal(await offsetOf(editor, id), body.length)
  })

  test('a file that is not the one whose SHA-256 was announced ends with that reason', async ({
    assert,
  }) => {
    const film = await readFile(await renderFilm())
    const { id } = await openUpload(editor, film.length, { sha256: 'ab'.repeat(32) })
    const response = await append(editor, id, 0, film)
    const job = await ended(response.headers.get('flixflow-job') as TranscodeJobId)
    assert.equal(job.reasonCode, 'ingest.checksum-mismatch')
  })

  test('completing twice begins one job, and its id can be had again', async ({
    assert,
    client,
  }) => {
    const { id } = await openUpload(editor, 500)
    const early = await client.get(`/v1/ingest/uploads/${id}/job`).bearerToken(editor.token)
    early.assertStatus(404)

    const done = await append(editor, id, 0, Buffer.alloc(500))
    const jobId = done.headers.get('flixflow-job')
    assert.isString(jobId)
    const answers = await Promise.all([
      append(editor, id, 500, Buffer.alloc(0)),
      append(editor, id, 500, Buffer.alloc(0)),
      call(editor, 'HEAD', `/${id}`),
    ])
    for (const answer of answers) assert.equal(answer.headers.get('flixflow-job'), jobId)
    assert.lengthOf(await TranscodeJob.query().where('uploadId', id), 1)
    const job = await client.get(`/v1/ingest/uploads/${id}/job`).bearerToken(editor.token)
    job.assertStatus(200)
    assert.equal(job.body().id, jobId)
  })

  test('another editor, a viewer and nobody cannot touch it', async ({ assert }) => {
    const { id } = await openUpload(editor, 1000)
    const stranger = await anEditor()
    const viewer = await anEditor(['viewer'])
    const nobody = { ...viewer, token: 'nonsense' }
    for (const [who, status] of [
      [stranger, 404],
      [viewer, 403],
      [nobody, 401],
    ] as const) {
      assert.equal((await call(who, 'HEAD', `/${id}`)).status, status)
      assert.equal((await append(who, id, 0, Buffer.alloc(10))).status, status)
      assert.equal((await call(who, 'DELETE', `/${id}`)).status, status)
      assert.equal((await call(who, 'GET', `/${id}/job`)).status, status)
    }
    assert.equal(await offsetOf(editor, id), 0)
  })

  test('what the creation says is checked', async ({ assert }) => {
    const refusals: [headers: Record<string, string>, status: number, field?: string][] = [
      [{ 'upload-length': '10' }, 422, 'filename'],
      [
        { 'upload-length': '10', 'upload-metadata': metadata({ filename: 'a.mp4' }) },
        422,
        'titleId',
      ],
      [
        {
          'upload-length': '10',
          'upload-metadata': metadata({ filename: 'a.mp4', titleId: 'no id' }),
        },
        422,
        'titleId',
      ],
      [
        {
          'upload-length': '10',
          'upload-metadata': metadata({
            filename: 'a.mp4',
            titleId: newId<TitleId>(),
            episodeId: newId<EpisodeId>(),
          }),
        },
        422,
        'episodeId',
      ],
      [
        {
          'upload-length': '10',
          'upload-metadata': metadata({ filename: 'a.mp4', titleId: newId(), extra: 'x' }),
        },
        422,
        'extra',
      ],
      [
        {
          'upload-length': '10',
          'upload-metadata': metadata({ filename: 'a.mp4', titleId: UNKNOWN }),
        },
        422,
        'titleId',
      ],
      [{ 'upload-length': '10', 'upload-metadata': 'filename a b' }, 400],
      [{ 'upload-metadata': metadata({ filename: 'a.mp4', titleId: newId() }) }, 400],
      [
        {
          'upload-length': String(ingestConfig.maxBytes + 1),
          'upload-metadata': metadata({ filename: 'a.mp4', titleId: newId() }),
        },
        413,
      ],
    ]
    for (const [headers, status, field] of refusals) {
      const response = await call(editor, 'POST', '', { headers })
      const body = (await response.json()) as { errors?: { field: string }[] }
      assert.equal(response.status, status, JSON.stringify([headers, body]))
      if (field)
        assert.include(
          body.errors!.map((entry) => entry.field),
          field
        )
    }
  })

  test('a file that the disk could not take is refused before its first byte', async ({
    assert,
    cleanup,
  }) => {
    const { diskReserveBytes } = ingestConfig
    cleanup(() => void (ingestConfig.diskReserveBytes = diskReserveBytes))
    ingestConfig.diskReserveBytes = Number.MAX_SAFE_INTEGER
    const { response } = await openUpload(editor, 1000)
    assert.equal(response.status, 507)
    assert.equal(((await response.json()) as { code: string }).code, 'upload.no-space')
  })

  test('an upload that is given up leaves nothing behind', async ({ assert }) => {
    const { id } = await openUpload(editor, 1000)
    await append(editor, id, 0, Buffer.alloc(100))
    assert.equal((await call(editor, 'DELETE', `/${id}`)).status, 204)
    assert.equal((await call(editor, 'HEAD', `/${id}`)).status, 410)
    const file = await open(`${ingestConfig.folder}/uploads/${id}`).catch(() => null)
    assert.isNull(file)
  })

  test('an abandoned upload is swept away when its time is over', async ({ assert, cleanup }) => {
    const { id } = await openUpload(editor, 1000)
    const { id: young } = await openUpload(editor, 1000)
    await UploadModel.query()
      .where('id', id)
      .update({ expires_at: new Date(Date.now() - 1000) })
    cleanup(() => clock.restore())
    await new SweepWorkArea().handle()
    assert.equal((await call(editor, 'HEAD', `/${id}`)).status, 410)
    assert.equal((await call(editor, 'HEAD', `/${young}`)).status, 200)
  })

  test('playlists and scripts that point elsewhere are refused, whatever they call themselves', async ({
    assert,
  }) => {
    const tricks = [
      '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
      '#EXTM3U\n#EXTINF:1,\nhttp://169.254.169.254/latest/meta-data/\n',
      "ffconcat version 1.0\nfile '/etc/passwd'\n",
      'v=0\no=- 0 0 IN IP4 169.254.169.254\nm=video 5004 RTP/AVP 96\n',
    ]
    for (const text of tricks) {
      const body = Buffer.from(text)
      const { id } = await openUpload(editor, body.length)
      const response = await append(editor, id, 0, body)
      const job = await ended(response.headers.get('flixflow-job') as TranscodeJobId)
      assert.equal(job.state, 'failed')
      assert.equal(job.reasonCode, 'ingest.refers-to-other-files')
      assert.notInclude(job.logTail ?? '', 'root:')
    }
  }).timeout(60_000)

  test('anyone may ask what the server can do', async ({ assert }) => {
    const response = await fetch(BASE, { method: 'OPTIONS' })
    assert.equal(response.status, 204)
    assert.equal(response.headers.get('tus-version'), '1.0.0')
    assert.include(response.headers.get('tus-extension')!, 'creation')
    assert.equal(response.headers.get('tus-max-size'), String(ingestConfig.maxBytes))
  })
})
