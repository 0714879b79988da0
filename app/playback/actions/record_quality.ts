import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock'
import type { PlaySessionId } from '#core/ids'
import { RequestRate } from '#core/request_rate'
import { E_QUALITY_NOT_KEPT } from '../errors.js'
import type { PlaySession } from '../play_session.js'
import { failureOf, type PlayQuality, type ReportedQuality } from '../quality/play_quality.js'
import { qualityWriter } from '../quality/quality_writer.js'

/** Players report every half minute, and when they are hidden, closed or fail. */
const rate = new RequestRate<PlaySessionId>(60)

/**
 * A report with its session. No play can have lasted longer than its session: a clock that ran wild,
 * or a laptop that slept, is cut to that.
 */
export function toPlayQuality(session: PlaySession, reported: ReportedQuality): PlayQuality {
  const receivedAt = clock.now()
  const livedMs = Math.max(0, receivedAt - session.startedAt)
  return {
    ...reported,
    playingMs: Math.min(reported.playingMs, livedMs),
    rebufferMs: Math.min(reported.rebufferMs, livedMs),
    droppedFrames: Math.min(reported.droppedFrames, reported.totalFrames),
    sessionId: session.sessionId,
    accountId: session.accountId,
    profileId: session.profileId,
    titleId: session.titleId,
    episodeId: session.episodeId,
    country: session.country,
    startedAt: session.startedAt,
    receivedAt,
    failed: failureOf(reported),
  }
}

/**
 * Takes a player's report on how its play goes, and returns when it is on disk: written together
 * with those of others, as heartbeats are. It reads no database row.
 * @throws E_TOO_MANY_REQUESTS
 * @throws E_QUALITY_NOT_KEPT when it is not on disk; the next report says all that this one said
 */
export class RecordQuality {
  async handle(input: { session: PlaySession; reported: ReportedQuality }): Promise<void> {
    rate.count(input.session.sessionId)
    try {
      await qualityWriter.record(toPlayQuality(input.session, input.reported))
    } catch (error) {
      logger.error({ err: error }, 'A batch of reports on plays was not kept')
      throw new E_QUALITY_NOT_KEPT({ headers: { 'retry-after': '5' }, cause: error })
    }
  }
}
