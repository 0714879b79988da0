import type { TranscodeJobId } from '#core/ids'
import { workFolder } from './work_area.js'

/** A job cannot go on. `code` is stable; `message` is meant for the editor who started it. */
export class JobFailedError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Whether another try can end differently. */
    readonly retryable: boolean
  ) {
    super(message)
    this.name = 'JobFailedError'
  }
}

/** Why a job failed, as its row keeps it. */
export interface FailureReason {
  code: string
  message: string
  /** The end of what the failed program said. */
  log: string
  retryable: boolean
}

const INSTALLATION = new Set(['E_TOOL_MISSING'])

/** What an error means for its job. Errors that nobody foresaw may pass, so they are tried again. */
export function reasonFor(error: unknown, jobId: TranscodeJobId): FailureReason {
  const known = (error ?? {}) as {
    code?: string
    message?: string
    log?: string
    retryable?: boolean
    stack?: string
  }
  const withoutFolder = (text: string) => text.replaceAll(workFolder(jobId), '')
  const message = withoutFolder(known.message ?? String(error))
  const log = withoutFolder(known.log ?? known.stack ?? '')
  if (typeof known.retryable === 'boolean' && known.code) {
    return { code: known.code, message, log, retryable: known.retryable }
  }
  if (known.code === 'ENOSPC') {
    return { code: 'ingest.no-space', message: 'The disk is full', log, retryable: true }
  }
  const retryable = !INSTALLATION.has(known.code ?? '')
  return { code: 'ingest.internal', message: `The service failed: ${message}`, log, retryable }
}
