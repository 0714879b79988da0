import { realpath, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import ingestConfig from '#config/ingest'
import { newId, type AccountId, type TranscodeJobId } from '#core/ids'
import { E_SOURCE_UNREADABLE, E_UPLOAD_NO_SPACE, E_UPLOAD_TOO_LARGE } from '../errors.js'
import type { JobProgress } from '../job_signals.js'
import { deliver } from '../jobs/transcode_queue.js'
import { FollowTranscodeJob } from '../queries/follow_transcode_job.js'
import type { StreamOwner } from '../stream_owner.js'
import { hasSpaceFor, placeSource } from '../work_area.js'
import { QueueTranscodeJob } from './queue_transcode_job.js'

export interface IngestFileInput {
  /** A file of this machine. It is neither moved nor changed. */
  path: string
  owner: StreamOwner
  /** Name that the job carries; the file's own when missing. */
  filename?: string
  accountId?: AccountId
  /** False leaves the job to `RunTranscodeJobHere`. */
  deliver?: boolean
  /** Hears of the job until it has ended. */
  onProgress?: (progress: JobProgress) => void
}

/** Begins the ingest of a local file. */
export class IngestFile {
  /** @throws E_SOURCE_UNREADABLE, E_UPLOAD_TOO_LARGE, E_UPLOAD_NO_SPACE */
  async handle(input: IngestFileInput): Promise<{ jobId: TranscodeJobId }> {
    const { path, size } = await this.#read(input.path)
    if (size > ingestConfig.maxBytes) {
      throw new E_UPLOAD_TOO_LARGE({
        detail: `The file has ${size} bytes; at most ${ingestConfig.maxBytes} are accepted.`,
      })
    }
    if (!(await hasSpaceFor(size))) {
      throw new E_UPLOAD_NO_SPACE({
        detail: `There is not enough disk space for ${size} bytes and what is made of them.`,
      })
    }
    const jobId = newId<TranscodeJobId>()
    await placeSource(path, jobId)
    await new QueueTranscodeJob().handle({
      id: jobId,
      owner: input.owner,
      filename: input.filename ?? basename(input.path),
      sourceBytes: size,
      accountId: input.accountId,
    })
    if (input.onProgress) {
      // Whoever wants to wait for the end follows the job; this only tells of it.
      new FollowTranscodeJob().handle({ jobId, onProgress: input.onProgress }).catch(() => {})
    }
    if (input.deliver !== false) await deliver(jobId)
    return { jobId }
  }

  async #read(named: string): Promise<{ path: string; size: number }> {
    try {
      const path = await realpath(named)
      const found = await stat(path)
      if (found.isFile()) return { path, size: found.size }
    } catch (error) {
      throw new E_SOURCE_UNREADABLE({ detail: `${named} cannot be read`, cause: error })
    }
    throw new E_SOURCE_UNREADABLE({ detail: `${named} is not a file` })
  }
}
