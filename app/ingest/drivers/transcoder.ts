import type { AssetId, TranscodeJobId } from '#core/ids'
import type { ContentKey, KeyTier } from '../keys/content_key.js'
import type { StreamDescription } from '../pipeline/index.js'

export interface TranscodeProgress {
  /** The part of the work that goes on now; names are the driver's own. */
  step: string
  /** Of all of the transcoder's work, 0 to 100. */
  percent: number
}

export interface TranscodeRequest {
  jobId: TranscodeJobId
  assetId: AssetId
  source: {
    /** Absolute path of a file that stays until the job has ended. */
    path: string
    /** What the sender says about it, to be checked against what it is. */
    filename: string
    claimedType: string | null
  }
  /** A folder for this job alone, kept from try to try. */
  workFolder: string
  /** The asset's keys for these tiers; asked again, the same ones. */
  keysFor(tiers: KeyTier[]): Promise<ContentKey[]>
  onProgress(progress: TranscodeProgress): void
  /** Adds a line to the job's log, which editors can read. */
  log(line: string): void
  /** Aborted when the job is cancelled or must be handed to another worker. */
  signal: AbortSignal
}

/** Makes a source file into published, encrypted streams. */
export interface Transcoder {
  readonly name: string

  /**
   * Resolves once the streams are published. Called again for the same job, also after the process
   * was killed at any point, it goes on after the last finished step.
   * @throws an error with a stable `code`; one with `retryable: false` when the source is refused
   */
  transcode(request: TranscodeRequest): Promise<StreamDescription>
}
