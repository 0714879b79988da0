import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import type { NextFn } from '@adonisjs/core/types/http'
import transmit from '@adonisjs/transmit/services/main'
import { endpoint } from '#core/http/endpoint'
import { validateBody, validateQuery } from '#core/http/validate'
import { E_MALFORMED_REQUEST } from '#core/problem'
import { openJobChannel } from './job_channel.js'
import { UPLOADS_PATH } from './uploads/tus_server.js'
import {
  deadLettersQuery,
  deadLettersResponse,
  jobListQuery,
  jobListResponse,
  jobParams,
  jobResponse,
  jobWithLogResponse,
  transmitChannel,
  transmitStream,
} from './validators/jobs.js'
import { uploadParams } from './validators/uploads.js'

const UploadsController = () => import('./controllers/uploads_controller.js')
const JobsController = () => import('./controllers/jobs_controller.js')

const UPLOADS = { access: 'staff:ingest.run', tag: 'ingest' } as const
const ONE_UPLOAD = { ...UPLOADS, params: uploadParams }

endpoint(router.route(UPLOADS_PATH, ['OPTIONS'], [UploadsController, 'options']), {
  access: 'public',
  tag: 'ingest',
  summary: 'What this tus server can do',
  responses: { 204: null },
})
endpoint(router.post(UPLOADS_PATH, [UploadsController, 'store']), {
  ...UPLOADS,
  summary:
    'Open a resumable upload (tus 1.0.0). Upload-Metadata: filename, titleId or episodeId; filetype and sha256 if known',
  responses: { 201: null },
})
endpoint(router.route(`${UPLOADS_PATH}/:uploadId`, ['HEAD'], [UploadsController, 'offset']), {
  ...ONE_UPLOAD,
  summary: 'Where an upload continues',
  responses: { 200: null },
})
endpoint(router.patch(`${UPLOADS_PATH}/:uploadId`, [UploadsController, 'append']), {
  ...ONE_UPLOAD,
  summary: 'Send more of a file. The answer to its last byte names the job in FlixFlow-Job',
  responses: { 204: null },
})
endpoint(router.delete(`${UPLOADS_PATH}/:uploadId`, [UploadsController, 'destroy']), {
  ...ONE_UPLOAD,
  summary: 'Give an upload up',
  responses: { 204: null },
})
endpoint(router.get(`${UPLOADS_PATH}/:uploadId/job`, [UploadsController, 'job']), {
  ...ONE_UPLOAD,
  summary: 'The job of a complete upload',
  responses: { 200: jobResponse },
})

const JOBS = { access: 'staff:ingest.run', tag: 'ingest' } as const
const ONE_JOB = { ...JOBS, params: jobParams }

endpoint(router.get('/v1/ingest/jobs', [JobsController, 'index']), {
  ...JOBS,
  summary: 'Transcode jobs, newest first',
  query: jobListQuery,
  responses: { 200: jobListResponse },
})
endpoint(router.get('/v1/ingest/dead-letters', [JobsController, 'deadLetters']), {
  ...JOBS,
  summary: 'Jobs that failed for good, with their reasons and logs',
  query: deadLettersQuery,
  responses: { 200: deadLettersResponse },
})
endpoint(router.get('/v1/ingest/jobs/:jobId', [JobsController, 'show']), {
  ...ONE_JOB,
  summary: 'A transcode job with the end of its log',
  responses: { 200: jobWithLogResponse },
})
endpoint(router.get('/v1/ingest/jobs/:jobId/events', [JobsController, 'events']), {
  ...ONE_JOB,
  summary: 'A job as it goes on, as server-sent events',
  responses: { 200: null },
  produces: 'text/event-stream',
})
endpoint(router.post('/v1/ingest/jobs/:jobId/cancel', [JobsController, 'cancel']), {
  ...ONE_JOB,
  summary: 'Cancel a job',
  responses: { 200: jobResponse },
})
endpoint(router.post('/v1/ingest/jobs/:jobId/retry', [JobsController, 'retry']), {
  ...ONE_JOB,
  summary: 'Try a failed job again',
  responses: { 200: jobResponse },
  idempotent: true,
})

// Job channels are all that is told over transmit, so its own routes are for editors as well.
transmit.registerRoutes((route) => {
  const opensStream = route.toJSON().methods.includes('GET')
  const parts = opensStream ? { query: transmitStream } : { body: transmitChannel }
  endpoint(route, {
    access: 'staff:ingest.run',
    tag: 'ingest',
    summary: 'Server-sent events by @adonisjs/transmit: channel ingest/jobs/{jobId}',
    ...parts,
    responses: opensStream ? { 200: null } : { 204: null },
  })
  // The package's own controllers take whatever comes, and refuse without a word.
  route.use(async (ctx: HttpContext, next: NextFn) => {
    if (opensStream) await validateQuery(ctx, transmitStream)
    else await validateBody(ctx, transmitChannel)
    await next()
    if (ctx.response.getStatus() !== 400) return
    throw new E_MALFORMED_REQUEST({ detail: 'There is no such channel, or you may not join it.' })
  })
})
openJobChannel((ctx) => Boolean(ctx.principal))
