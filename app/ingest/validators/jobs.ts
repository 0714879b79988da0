import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'
import { JOB_STATES } from '../models/transcode_job.js'

export const jobParams = vine.create({ jobId: vine.string().uuid() })

export const jobListQuery = vine.create({
  ...pageFields,
  state: vine.enum(JOB_STATES).optional(),
})

export const deadLettersQuery = vine.create({ ...pageFields })

const jobFields = {
  id: vine.string().uuid(),
  state: vine.enum(JOB_STATES),
  /** What goes on now, or where it ended. */
  step: vine.string().nullable(),
  /** Of the whole job, 0 to 100. */
  percent: vine.number().range([0, 100]),
  attempts: vine.number(),
  filename: vine.string(),
  sourceBytes: vine.number(),
  titleId: vine.string().uuid().nullable(),
  episodeId: vine.string().uuid().nullable(),
  uploadId: vine.string().uuid().nullable(),
  assetId: vine.string().uuid().nullable(),
  /** The same source was published before, so nothing was made. */
  reused: vine.boolean(),
  reason: vine.object({ code: vine.string(), message: vine.string() }).nullable(),
  createdAt: vine.string(),
  startedAt: vine.string().nullable(),
  finishedAt: vine.string().nullable(),
  updatedAt: vine.string(),
}

export const jobResponse = vine.create({ ...jobFields })

export const jobWithLogResponse = vine.create({ ...jobFields, log: vine.string().nullable() })

export const jobListResponse = vine.create({
  items: vine.array(vine.object({ ...jobFields })),
  nextCursor: vine.string().nullable(),
})

export const deadLettersResponse = vine.create({
  items: vine.array(vine.object({ ...jobFields, log: vine.string().nullable() })),
  nextCursor: vine.string().nullable(),
})

/** What `@adonisjs/transmit` takes to open a stream of server-sent events. */
export const transmitStream = vine.create({ uid: vine.string().minLength(1).maxLength(64) })

/** What it takes to join or leave a channel. */
export const transmitChannel = vine.create({
  uid: vine.string().minLength(1).maxLength(64),
  channel: vine.string().minLength(1).maxLength(128),
})
