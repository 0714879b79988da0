import env from '#start/env'
import app from '@adonisjs/core/services/app'

const GIB = 1024 ** 3
const HOUR_MS = 3_600_000

/** Limits and places of ingest. Sizes in bytes; times in the unit that the name says. */
export default {
  /** Uploads that arrive, and one work folder per job. */
  folder: app.makePath(env.get('DATA_DIR'), 'ingest'),
  /** Where published assets go: the root of the disk that the edge serves. */
  storageFolder: app.makePath(env.get('DATA_DIR'), 'storage'),
  /** Seals content keys: 32 bytes, base64. */
  masterKey: env.get('MASTER_KEY'),

  maxBytes: env.get('INGEST_MAX_BYTES') ?? 64 * GIB,
  maxDurationSeconds: env.get('INGEST_MAX_DURATION_SECONDS') ?? 6 * 3600,
  /** Free disk that an ingest needs, as a multiple of its source: the source, its renditions, the packaged streams. */
  diskFactor: 3,
  /** Free disk that an ingest never touches. */
  diskReserveBytes: 512 * 1024 ** 2,

  /** Who makes streams of sources: `local` is ffmpeg and Shaka Packager on this machine. */
  transcoder: 'local' as const,
  /** How much work an encoder puts into a picture; see the ladder's presets. */
  preset: env.get('INGEST_PRESET'),
  /** Jobs that one worker process runs at a time. */
  concurrency: env.get('INGEST_CONCURRENCY') ?? 1,
  /** Tries of a job whose failure may pass. */
  attempts: env.get('INGEST_ATTEMPTS') ?? 3,
  /** Pause before the second try, doubled with each further one. */
  backoffMs: env.get('INGEST_BACKOFF_MS') ?? 10_000,
  /** A worker that is silent for so long has lost its job to another. */
  leaseMs: env.get('INGEST_LEASE_MS') ?? 15_000,
  /** Wall time of one external process. */
  processSeconds: env.get('INGEST_PROCESS_SECONDS') ?? 12 * 3600,
  /** Resident memory of one external process. */
  processMemoryBytes: env.get('INGEST_PROCESS_MEMORY_BYTES') ?? 4 * GIB,

  /** An upload that is not complete by then is removed. */
  uploadLifetimeMs: 48 * HOUR_MS,
  /** The input of a failed job is kept for a retry for so long. */
  failedInputLifetimeMs: 7 * 24 * HOUR_MS,
}
