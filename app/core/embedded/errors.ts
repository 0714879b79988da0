/**
 * Why an embedded server cannot run. Codes are stable, messages name the folder or file and say
 * what to do.
 */
export type EmbeddedErrorCode =
  /** The data folder was made by another major version of PostgreSQL. Nothing was changed. */
  | 'E_POSTGRES_VERSION'
  /** initdb failed. What it said is in the message; the half-made folder was removed. */
  | 'E_POSTGRES_INIT'
  | 'E_POSTGRES_START'
  /** The server runs but refuses the recorded password. */
  | 'E_POSTGRES_CREDENTIALS'
  | 'E_REDIS_START'
  | 'E_DISK_FULL'
  /** Started as root, where PostgreSQL refuses to run, and no unprivileged user can be used. */
  | 'E_NO_UNPRIVILEGED_USER'
  | 'E_SECRETS_UNREADABLE'
  /** The data folder cannot be created or written. */
  | 'E_DATA_FOLDER'
  /** The supervisor ended before it answered, or did not answer in time. */
  | 'E_SUPERVISOR'
  | 'E_TOOL_MISSING'

/** An embedded PostgreSQL or Redis cannot be made to run. */
export class EmbeddedServiceError extends Error {
  constructor(
    readonly code: EmbeddedErrorCode,
    message: string
  ) {
    super(message)
    this.name = 'EmbeddedServiceError'
  }
}
