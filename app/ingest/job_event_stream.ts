import type { HttpContext } from '@adonisjs/core/http'
import type { TranscodeJobId } from '#core/ids'
import { FollowTranscodeJob } from './queries/follow_transcode_job.js'

const PING_MS = 15_000

/**
 * Tells of a job as server-sent events (HTML Living Standard, section 9.2), each of them named
 * `progress` and with a `JobProgress` as its data, until the job has ended.
 */
export async function streamJobEvents(ctx: HttpContext, jobId: TranscodeJobId): Promise<void> {
  const out = ctx.response.response
  ctx.response.header('content-type', 'text/event-stream; charset=utf-8')
  ctx.response.header('cache-control', 'no-store')
  ctx.response.header('x-accel-buffering', 'no')
  ctx.response.relayHeaders()
  out.flushHeaders()

  const gone = new AbortController()
  out.once('close', () => gone.abort())
  const ping = setInterval(() => out.write(': still here\n\n'), PING_MS)
  try {
    await new FollowTranscodeJob().handle({
      jobId,
      signal: gone.signal,
      onProgress: (progress) => out.write(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`),
    })
  } catch (error) {
    if (!gone.signal.aborted) throw error
  } finally {
    clearInterval(ping)
    out.end()
  }
}
