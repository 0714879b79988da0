import { clock } from '#core/clock'
import { hot } from '#core/sql'
import { streamLeases } from '../leases/stream_leases.js'
import type { PlaySession } from '../play_session.js'
import { keepPosition, type Heartbeat } from './record_heartbeat.js'

/** By `play_sessions_pkey`. */
const endSession = hot<never>(
  'playback.end_session',
  `update playback.play_sessions set ended_at = $2 where id = $1 and ended_at is null`
)

/** Ends a play session: its last position is kept and its place is free at once. May be repeated. */
export class EndPlaySession {
  async handle(input: { session: PlaySession; heartbeat: Heartbeat }): Promise<void> {
    const { session, heartbeat } = input
    await Promise.all([
      keepPosition(session, heartbeat),
      streamLeases.end(session),
      endSession.rows([session.sessionId, clock.date()]),
    ])
  }
}
