import env from '#start/env'
import app from '@adonisjs/core/services/app'

const heartbeatSeconds = env.get('HEARTBEAT_INTERVAL_SECONDS') ?? 10

export default {
  /** Where the edge finds its files: the root of Drive's disk. */
  storageRoot: app.makePath(env.get('DATA_DIR'), 'storage'),

  /** Streams that one account may play at once, until plans say so. */
  streamLimit: env.get('STREAM_LIMIT') ?? 3,

  /** How often players report their position, in seconds. */
  heartbeatSeconds,

  /** How long a lease lives without a heartbeat, in milliseconds: two may be lost, the third not. */
  leaseMs: 3 * heartbeatSeconds * 1000,

  /** Life of a play session's token, in seconds. */
  sessionSeconds: 24 * 3600,

  /** Life of a licence token, in seconds: players ask for all keys when they start. */
  licenceSeconds: 10 * 60,

  /** Life of an edge policy beyond the stream's duration, in seconds. */
  edgeMarginSeconds: 3600,

  /** The longest life of an edge policy, in seconds. */
  edgeMaximumSeconds: 12 * 3600,

  /** Whether an edge policy serves only the address that started the session. */
  edgeBindsAddress: env.get('EDGE_BIND_ADDRESS') ?? false,

  /** How often players report how the play goes, in seconds. */
  qualityReportSeconds: 30,

  /** How long the raw reports on plays are kept, in days; their sums by the hour stay. */
  qualityRawDays: Math.max(3, env.get('QUALITY_RAW_DAYS') ?? 14),

  /**
   * How long it is known when, where and on which device was played what, in days. What is popular is
   * counted from the last three weeks.
   */
  sessionKeptDays: Math.max(30, env.get('PLAY_SESSION_KEPT_DAYS') ?? 400),
}
