import logger from '@adonisjs/core/services/logger'
import type Bull from 'bull'
import { jobWorker } from '#core/process/job_worker'
import { defineQueue, registerProcessor } from '#core/queue'

export interface RepeatedJob {
  /** Name of its queue. */
  name: string
  /** When it is done, as cron writes it (minute, hour, day, month, weekday). */
  cron: string
  /** IANA name of the time zone of `cron`; UTC by default. */
  timeZone?: string
  /** Done once at a time by all workers together; safe to do again. */
  work: (occasion: Occasion) => Promise<unknown>
}

export interface Occasion {
  /** Because a worker has started, and not because it is time. */
  atStart: boolean
  /** Aborted when a draining worker waits no longer. */
  signal: AbortSignal
}

const ATTEMPTS = 3
const BACKOFF_MS = 10_000
const KEPT = 100

/**
 * Work that the role `worker` does again and again: at the times that `cron` names, however many
 * workers there are, and once when a worker starts, so that nothing is missed while there was none.
 */
export function registerRepeatedJob(job: RepeatedJob): void {
  let queue: Bull.Queue | null = null
  const open = () =>
    (queue ??= defineQueue(job.name, { attempts: ATTEMPTS, backoffMs: BACKOFF_MS }))
  registerProcessor(open, 1, ({ opts }, signal) =>
    job.work({ atStart: !('repeat' in opts), signal })
  )
  jobWorker.registerDuty(() => {
    schedule(open(), job).catch((error: unknown) => {
      logger.error({ err: error, queue: job.name }, 'A repeated job cannot be scheduled')
    })
    return () => {}
  })
}

async function schedule(
  queue: Bull.Queue,
  { name, cron, timeZone: tz = 'UTC' }: RepeatedJob
): Promise<void> {
  const keep = { removeOnComplete: KEPT, removeOnFail: KEPT }
  // What an earlier version scheduled at other times would go on beside it.
  for (const repeated of await queue.getRepeatableJobs()) {
    if (repeated.cron !== cron || repeated.tz !== tz)
      await queue.removeRepeatableByKey(repeated.key)
  }
  await queue.add({}, { ...keep, jobId: name, repeat: { cron, tz } })
  await queue.add({}, keep)
}
