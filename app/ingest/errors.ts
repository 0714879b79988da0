import { problem } from '#core/problem'

export const E_UPLOAD_NOT_FOUND = problem('upload.not-found', 404, 'No such upload')
export const E_UPLOAD_GONE = problem('upload.gone', 410, 'This upload is no longer kept')
export const E_UPLOAD_CONFLICT = problem(
  'upload.offset-conflict',
  409,
  'The upload continues at another offset'
)
export const E_UPLOAD_BUSY = problem('upload.busy', 423, 'Another request is writing this upload')
export const E_UPLOAD_INTERRUPTED = problem('upload.interrupted', 400, 'The upload was interrupted')
export const E_UPLOAD_CHECKSUM = problem(
  'upload.checksum-mismatch',
  460,
  'The bytes do not match their checksum'
)
export const E_UPLOAD_TOO_LARGE = problem('upload.too-large', 413, 'The file is too large')
export const E_UPLOAD_NO_SPACE = problem('upload.no-space', 507, 'There is not enough disk space')
export const E_UPLOAD_PROTOCOL = problem(
  'upload.protocol',
  400,
  'The request does not follow the tus protocol'
)
export const E_UPLOAD_VERSION = problem(
  'upload.version',
  412,
  'The request does not name tus version 1.0.0'
)
export const E_UPLOAD_INCOMPLETE = problem(
  'upload.incomplete',
  404,
  'The upload is not complete yet'
)

export const E_JOB_NOT_FOUND = problem('ingest.job-not-found', 404, 'No such job')
export const E_JOB_FINISHED = problem('ingest.job-finished', 409, 'The job has ended already')
export const E_JOB_NOT_RETRYABLE = problem(
  'ingest.job-not-retryable',
  409,
  'The job cannot be tried again'
)
export const E_SOURCE_UNREADABLE = problem(
  'ingest.source-unreadable',
  422,
  'The source file cannot be read'
)
