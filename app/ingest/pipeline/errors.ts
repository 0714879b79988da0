/** Why a source is refused. The codes are part of the API: they never change their meaning. */
export type RefusalCode =
  | 'ingest.empty'
  | 'ingest.not-a-video'
  | 'ingest.no-video-track'
  | 'ingest.truncated'
  | 'ingest.type-mismatch'
  | 'ingest.refers-to-other-files'
  | 'ingest.too-large'
  | 'ingest.resolution-out-of-range'
  | 'ingest.duration-out-of-range'
  | 'ingest.unsupported-codec'
  | 'ingest.undecodable'

/** Why a run ended although the source itself was not at fault, or not provably so. */
export type FailureCode =
  | 'ingest.cancelled'
  | 'ingest.time-limit'
  | 'ingest.memory-limit'
  | 'ingest.output-limit'
  | 'ingest.process-failed'

/**
 * The source cannot be ingested, and trying again would end the same way.
 * `message` is meant for the editor who uploaded the file.
 */
export class SourceRefusedError extends Error {
  readonly retryable = false

  constructor(
    readonly code: RefusalCode,
    message: string
  ) {
    super(message)
    this.name = 'SourceRefusedError'
  }
}

/** An external process did not finish. `log` holds the end of what it wrote to stderr. */
export class PipelineFailedError extends Error {
  readonly retryable: boolean

  constructor(
    readonly code: FailureCode,
    message: string,
    readonly log: string = ''
  ) {
    super(message)
    this.name = 'PipelineFailedError'
    this.retryable = code === 'ingest.process-failed' || code === 'ingest.time-limit'
  }
}
