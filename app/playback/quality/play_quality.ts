import type { AccountId, EpisodeId, PlaySessionId, ProfileId, TitleId } from '#core/ids'

/** Kinds of network that players tell apart, coarse enough to say nothing of a place. */
export const NETWORKS = ['ethernet', 'wifi', 'cellular', '2g', '3g', '4g', '5g', 'unknown'] as const
export type Network = (typeof NETWORKS)[number]

/** Something that went wrong in a player. A fatal error ends the play. */
export interface PlayError {
  /** The player's own: for example `shaka.1001`, or the code of a problem document. */
  code: string
  fatal: boolean
}

/**
 * How a play went so far, as its player measures it. Reports are cumulative: each says all that its
 * predecessors said, so the newest replaces them and a lost one loses nothing. The terms are those
 * of CTA-2066 ("Streaming Quality of Experience Events, Properties and Metrics"):
 *
 * - A **play** (play attempt) begins when the viewer asks for the film, and is one play session.
 * - **Video start time** is from that moment to the first frame on screen. Null until there is one.
 * - A **video start failure** is a play whose fatal error came before its first frame, and a
 *   **video playback failure** one whose fatal error came after.
 * - An **exit before video start** is a play that showed no frame and had no fatal error: the
 *   viewer left.
 * - **Rebuffering** is a wait for media after the first frame that the viewer did not cause. The
 *   wait that follows a seek or a change of audio is none, and neither is a pause.
 * - **Playing time** is time in which the picture moved: wall clock, without pauses, seeks and
 *   rebuffering, whatever the speed.
 * - The **rebuffering ratio** is rebuffering time over rebuffering and playing time.
 * - A **bitrate switch** is a change of the video rendition that the player made by itself.
 * - The **average bitrate** is the one the renditions were encoded with, weighted by playing time.
 *
 * Durations are milliseconds, bitrates bits/s.
 */
export interface ReportedQuality {
  /** Grows with each report of a session. */
  sequence: number
  deviceKind: string
  network: Network
  playerVersion: string
  startTimeMs: number | null
  playingMs: number
  rebuffers: number
  rebufferMs: number
  bitrateSwitches: number
  averageBitrate: number | null
  droppedFrames: number
  totalFrames: number
  errors: PlayError[]
  /** The player has closed: nothing more will come. */
  ended: boolean
}

/** A report with what the service knows of its session. Times are Unix ms. */
export interface PlayQuality extends ReportedQuality {
  sessionId: PlaySessionId
  accountId: AccountId
  profileId: ProfileId
  titleId: TitleId
  episodeId: EpisodeId | null
  country: string
  startedAt: number
  receivedAt: number
  failed: 'start' | 'playback' | null
}

/** Whether a play failed, and if so before its first frame or after. */
export function failureOf(reported: ReportedQuality): PlayQuality['failed'] {
  if (!reported.errors.some(({ fatal }) => fatal)) return null
  return reported.startTimeMs === null ? 'start' : 'playback'
}

/** The newer of two reports of one session. */
export function newerQuality(a: PlayQuality, b: PlayQuality): PlayQuality {
  return b.sequence > a.sequence ? b : a
}
