import { setTimeout as pause } from 'node:timers/promises'
import type { Queue } from 'bull'
import { defineQueue } from '#core/queue'
import type { ExportId } from '../export_files.js'

export interface ExportPayload {
  exportId: ExportId
}

const ATTEMPTS = 3
const BACKOFF_MS = 5_000
/** How long a viewer waits for Redis. An export that it did not take is queued again at night. */
const PATIENCE_MS = 2_000

let queue: Queue<ExportPayload> | null = null

/** The queue of exports that are to be made, opened at its first use. */
export function exportQueue(): Queue<ExportPayload> {
  queue ??= defineQueue<ExportPayload>('exports', { attempts: ATTEMPTS, backoffMs: BACKOFF_MS })
  return queue
}

/** Takes an export out of the queue that need not be made any more. */
export async function withdrawExport(exportId: ExportId): Promise<void> {
  const removed = exportQueue()
    .getJob(exportId)
    .then((job) => job?.remove())
    .catch(() => {})
  await Promise.race([removed, pause(PATIENCE_MS, undefined, { ref: false })])
}

export async function queueExport(exportId: ExportId): Promise<void> {
  const added = exportQueue()
    .add({ exportId }, { jobId: exportId, removeOnComplete: true, removeOnFail: true })
    .catch(() => {})
  await Promise.race([added, pause(PATIENCE_MS, undefined, { ref: false })])
}
