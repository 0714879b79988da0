import { decodeCursor, DEFAULT_LIMIT, toPage, type Page } from '#core/pagination'
import { isId } from '#core/ids'
import TranscodeJob, { type JobState } from '../models/transcode_job.js'

/** Jobs, newest first: their ids are ordered by time. */
export class ListTranscodeJobs {
  async handle(input: {
    cursor?: string
    limit?: number
    state?: JobState
  }): Promise<Page<TranscodeJob>> {
    const limit = input.limit ?? DEFAULT_LIMIT
    const [after] = decodeCursor(input.cursor, 1) ?? []
    const query = TranscodeJob.query()
      .orderBy('id', 'desc')
      .limit(limit + 1)
    if (input.state) query.where('state', input.state)
    if (after !== undefined)
      query.where('id', '<', isId(after) ? after : '00000000-0000-0000-0000-000000000000')
    return toPage(
      await query,
      limit,
      (job) => [job.id],
      (job) => job
    )
  }
}
