import type { HttpContext } from '@adonisjs/core/http'
import transmit from '@adonisjs/transmit/services/main'
import { jobSignals } from './job_signals.js'

/** Jobs are told of on `ingest/jobs/<id>`. */
const CHANNEL = 'ingest/jobs/:jobId'

let relaying = false

/**
 * Lets editors subscribe to a job's channel. Workers tell of progress through Redis; each web
 * process passes it on to its own subscribers, from the first one on.
 */
export function openJobChannel(mayEdit: (ctx: HttpContext) => boolean): void {
  transmit.authorize<{ jobId: string }>(CHANNEL, (ctx) => {
    const allowed = mayEdit(ctx as HttpContext)
    if (allowed) relay()
    return allowed
  })
}

function relay(): void {
  if (relaying) return
  relaying = true
  jobSignals.onProgress((progress) => {
    transmit.broadcast(`ingest/jobs/${progress.id}`, { ...progress })
  })
}
