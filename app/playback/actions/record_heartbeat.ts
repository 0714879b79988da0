import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock'
import { policySigner } from '../edge/delivery.js'
import type { EdgePolicy } from '../edge/policy_signer.js'
import { E_HEARTBEAT_NOT_KEPT } from '../errors.js'
import { heartbeatWriter } from '../heartbeats/heartbeat_writer.js'
import type { Observation } from '../heartbeats/observation.js'
import { streamLeases, type Renewal } from '../leases/stream_leases.js'
import type { PlaySession } from '../play_session.js'

/** What a player reports. Positions in seconds, `elapsedMs` on its own clock since the start. */
export interface Heartbeat {
  positionSeconds: number
  elapsedMs: number
  sequence: number
}

export interface HeartbeatAnswer {
  renewal: Renewal
  /** A new policy, once the old one has little time left. */
  edgePolicy: EdgePolicy | null
}

/** The moment and place that a heartbeat reports, by the server's clock and the session's token. */
export function toObservation(session: PlaySession, heartbeat: Heartbeat): Observation {
  const observedAt = Math.min(session.startedAt + Math.round(heartbeat.elapsedMs), clock.now())
  const positionMs = Math.min(Math.round(heartbeat.positionSeconds * 1000), session.durationMs)
  return {
    profileId: session.profileId,
    titleId: session.titleId,
    episodeId: session.episodeId,
    sessionId: session.sessionId,
    viewingStartedAt: session.startedAt,
    positionMs,
    durationMs: session.durationMs,
    observedAt,
    sequence: heartbeat.sequence,
    finishedAt: positionMs >= session.finishedFromMs ? observedAt : null,
  }
}

/**
 * Keeps an observation and returns when it is on disk.
 * @throws E_HEARTBEAT_NOT_KEPT when it is not, so that the player sends it again.
 */
export async function keepOnDisk(observation: Observation): Promise<void> {
  try {
    await heartbeatWriter.record(observation)
  } catch (error) {
    logger.error({ err: error }, 'A batch of heartbeats was not kept')
    throw new E_HEARTBEAT_NOT_KEPT({ headers: { 'retry-after': '1' }, cause: error })
  }
}

/** Keeps where a session is, unless it plays an extra. */
export async function keepPosition(session: PlaySession, heartbeat: Heartbeat): Promise<void> {
  if (!session.isExtra) await keepOnDisk(toObservation(session, heartbeat))
}

/**
 * Takes a player's report: the position goes to disk, the lease is renewed, and the answer says
 * whether to go on. It reads no database row.
 */
export class RecordHeartbeat {
  /** `address` is the caller's where policies are bound to it, else null. */
  async handle(input: {
    session: PlaySession
    heartbeat: Heartbeat
    address: string | null
  }): Promise<HeartbeatAnswer> {
    const { session, heartbeat, address } = input
    const [renewal] = await Promise.all([
      streamLeases.renew(session, { limit: session.streamLimit, titleName: session.name }),
      keepPosition(session, heartbeat),
    ])
    const durationSeconds = session.durationMs / 1000
    const isDue =
      renewal.action === 'continue' &&
      policySigner.isDue(session.edgePolicyExpiresAt, durationSeconds)
    return {
      renewal,
      edgePolicy: isDue ? policySigner.sign(session.basePath, durationSeconds, address) : null,
    }
  }
}
