import ingestConfig from '#config/ingest'
import type { AssetId, TranscodeJobId } from '#core/ids'
import { transcoder } from '../drivers/main.js'
import type { Transcoder } from '../drivers/transcoder.js'
import { AssetPublished } from '../events.js'
import { JobFailedError } from '../job_failure.js'
import { JobLease } from '../job_lease.js'
import TranscodeJob from '../models/transcode_job.js'
import { hashFile, type StreamDescription } from '../pipeline/index.js'
import { ProgressReport } from '../progress_report.js'
import { ownerOf } from '../stream_owner.js'
import { throughOutage } from '../through_outage.js'
import { sourcePath, workFolder } from '../work_area.js'
import { ClaimAsset } from './claim_asset.js'
import { EndTranscodeJob, type JobEnd } from './end_transcode_job.js'
import { IssueContentKeys } from './issue_content_keys.js'
import { PublishAsset } from './publish_asset.js'

/** How a run ended: as `JobEnd`, or because another worker has the job. */
export type RunOutcome = JobEnd['kind'] | 'held'

/** Share of a job that the transcoder takes, and where it begins, in per cent. */
const TRANSCODER_BEGINS = 2
const TRANSCODER_SHARE = 97

/** Workers may die under a job so often beyond its tries before it is taken for their killer. */
const SPARE_STARTS = 3

/**
 * Runs one job from its source file to a published asset that the catalogue knows, or goes on with
 * one whose worker died. At most one worker runs a job at a time.
 */
export class RunTranscodeJob {
  constructor(private driver: Transcoder = transcoder()) {}

  async handle(input: { jobId: TranscodeJobId }): Promise<RunOutcome> {
    const lease = await JobLease.take(input.jobId)
    if (!lease) return 'held'
    try {
      const job = await throughOutage(() => TranscodeJob.findOrFail(input.jobId))
      const progress = new ProgressReport(lease, job.logTail)
      const end = await this.#run(job, lease, progress).catch((error: unknown) => {
        return { kind: 'error', error } as const
      })
      return await new EndTranscodeJob().handle({ job, lease, progress, end })
    } finally {
      lease.stop()
    }
  }

  async #run(job: TranscodeJob, lease: JobLease, progress: ProgressReport) {
    progress.note(`attempt ${job.attempts}`)
    if (job.attempts > ingestConfig.attempts + SPARE_STARTS) {
      throw new JobFailedError('ingest.worker-lost', 'Workers ended while running this job', false)
    }
    const sha256 = await this.#fingerprint(job, lease, progress)
    const claim = await throughOutage(() =>
      new ClaimAsset().handle({ jobId: job.id, sha256, sourceBytes: job.sourceBytes })
    )
    job.assetId = claim.assetId
    if (claim.kind === 'busy') return { kind: 'waiting' } as const

    const stream =
      claim.kind === 'published'
        ? claim.stream
        : await this.#transcode(job, claim.assetId, lease, progress)
    progress.at('announce', TRANSCODER_BEGINS + TRANSCODER_SHARE)
    await AssetPublished.dispatch(claim.assetId, ownerOf(job), stream)
    return { kind: 'done', reused: claim.kind === 'published' && claim.reused } as const
  }

  async #fingerprint(job: TranscodeJob, lease: JobLease, progress: ProgressReport) {
    progress.at('fingerprint', 0)
    const sha256 = Buffer.from(await hashFile(sourcePath(job.id), lease.signal), 'hex')
    if (job.claimedSha256 && !job.claimedSha256.equals(sha256)) {
      throw new JobFailedError(
        'ingest.checksum-mismatch',
        'The file that arrived is not the file that was sent: its SHA-256 differs',
        false
      )
    }
    return sha256
  }

  async #transcode(
    job: TranscodeJob,
    assetId: AssetId,
    lease: JobLease,
    progress: ProgressReport
  ): Promise<StreamDescription> {
    const stream = await this.driver.transcode({
      jobId: job.id,
      assetId,
      source: {
        path: sourcePath(job.id),
        filename: job.filename,
        claimedType: job.claimedType,
      },
      workFolder: workFolder(job.id),
      keysFor: (tiers) => throughOutage(() => new IssueContentKeys().handle({ assetId, tiers })),
      onProgress: ({ step, percent }) =>
        progress.at(step, TRANSCODER_BEGINS + (percent * TRANSCODER_SHARE) / 100),
      log: (line) => progress.note(line),
      signal: lease.signal,
    })
    await throughOutage(() => new PublishAsset().handle({ assetId, jobId: job.id, stream }))
    return stream
  }
}
