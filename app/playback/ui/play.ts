import { api, viewer, chosenProfile } from '../../core/ui/api.js'
import type { PlaySession, Profile, StartupRung } from '../../core/ui/api_types.js'
import { Heartbeats, type HeartbeatListener, type PlayState, type Standing } from './heartbeats.js'
import { QualityMeter } from './quality_meter.js'
import { QualityReports } from './quality_reports.js'
import { type StartMetrics, publishMetrics, reach, watchFirstFrame } from './start_metrics.js'
import { preferAudio, showChosenText } from './track_memory.js'
import { expectedThroughput, rememberThroughput, SEGMENT_S, startRung } from './throughput.js'
import { AUDIO_DRIFT_S, type WarmPlayer, settleIn, startSettings } from './warm_player.js'

/** What the page was opened for: a film's id, or an episode's. */
export type Wanted = { titleId: string } | { episodeId: string }

export interface PlayListener extends HeartbeatListener {
  firstFrame(): void
}

/** One play under way: its session, its player and its heartbeats. */
export interface Play {
  session: PlaySession
  heartbeats: Heartbeats
  metrics: StartMetrics
  reports: QualityReports
  profile: Profile
}

/** The viewer has several profiles and has not chosen one on this device. */
export class ProfileNotChosen extends Error {}

/**
 * From the click to the first frame. One request opens the play session; its answer lets the
 * manifest, the licence and the first segments of video and audio travel at the same time, while
 * Shaka sets itself up. Raises what the API or Shaka raises.
 */
export async function startPlay(
  video: HTMLVideoElement,
  warming: Promise<WarmPlayer>,
  wanted: Wanted,
  from: { startOver: boolean; at: number | null },
  clickAt: number,
  listener: PlayListener
): Promise<Play> {
  const metrics = publishMetrics(video)
  reach(metrics, 'click', clickAt)
  const settle = () =>
    void warming.then((warm) => {
      settleIn(warm)
      const { media } = warm
      metrics.prefetchHits = media.hits
      metrics.prefetchMisses = [...media.misses]
    })
  let reports: QualityReports | null = null
  watchFirstFrame(video, metrics, () => {
    listener.firstFrame()
    settle()
    reports?.started()
  })
  const { session, profile } = await openSession(wanted, from)
  const startedAt = performance.now()
  reach(metrics, 'session', startedAt)
  metrics.resumePositionSeconds = session.resumePositionSeconds
  const heartbeats = new Heartbeats(session, startedAt, () => standing(video), listener)
  try {
    const warm = await warming
    const { player, media } = warm
    reports = new QualityReports(session, new QualityMeter(video, player, metrics))
    media.use(session)
    const rung = beginRequests(session, warm, metrics)
    warm.start.rung = rung
    player.configure(startSettings())
    player.configure({
      drm: { servers: { [session.licence.keySystem]: absolute(session.licence.url) } },
      restrictions: { maxHeight: tallest(session.startup.rungs) },
      abr: { defaultBandwidthEstimate: metrics.throughput },
      cmcd: media.cmcdSettings(session),
    })
    preferAudio(player, session)
    await player.load(
      absolute(session.manifests.dash),
      startPosition(session.resumePositionSeconds)
    )
    reach(metrics, 'loaded')
    showChosenText(player, session)
    // A stream whose first segment shows nothing by itself needs what follows.
    setTimeout(settle, 1500)
    return { session, profile, heartbeats, metrics, reports }
  } catch (error) {
    reports?.meter.failed(codeOf(error), true)
    reports?.end()
    void heartbeats.end()
    throw error
  }
}

/**
 * Where playing begins, in seconds: at the start of the segment that holds the resume position, as
 * far in as its audio surely has begun. Before that, a player finds a gap, seeks over it, and may
 * never come back from it. Null is the beginning.
 */
function startPosition(resumePositionSeconds: number): number | null {
  if (!resumePositionSeconds) return null
  return Math.floor(resumePositionSeconds / SEGMENT_S) * SEGMENT_S + 2 * AUDIO_DRIFT_S
}

async function openSession(wanted: Wanted, from: { startOver: boolean; at: number | null }) {
  const { profiles } = await viewer()
  const profile = chosenProfile(profiles)
  if (!profile) throw new ProfileNotChosen()
  const session = await api<PlaySession>('/v1/playback/sessions', {
    method: 'POST',
    priority: 'high',
    body: {
      ...wanted,
      profileId: profile.id,
      ...(from.startOver ? { startOver: true } : {}),
      ...(from.at === null ? {} : { positionSeconds: from.at }),
    },
  })
  return { session, profile }
}

/** What went wrong, in a word for the report on the play. */
export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  if (typeof code === 'number') return `shaka.${code}`
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown'
}

function beginRequests(
  session: PlaySession,
  { media, startHeight }: WarmPlayer,
  metrics: StartMetrics
): StartupRung | null {
  const { startup, manifests, licence } = session
  const throughput = expectedThroughput()
  const screen = Math.max(innerHeight * devicePixelRatio, 360)
  const rung = startRung(startup.rungs, throughput.bitsPerSecond, Math.min(screen, startHeight))
  metrics.throughput = Math.round(throughput.bitsPerSecond)
  metrics.throughputSource = throughput.source
  metrics.rung = rung?.height ?? null
  media.begin(manifests.dash, 'm', 'high', () => reach(metrics, 'manifest'))
  media.beginLicence(licence.keyIds, () => reach(metrics, 'licence'))
  if (rung) {
    media.begin(rung.init, 'i', 'high')
    media.begin(rung.firstSegment, 'v', 'high', () => reach(metrics, 'firstSegment'))
  }
  if (startup.audio) {
    media.begin(startup.audio.init, 'i', 'high')
    media.begin(startup.audio.firstSegment, 'a', 'auto', () => reach(metrics, 'firstAudioSegment'))
  }
  return rung
}

/** Height of the tallest rung that this session has a key for. */
function tallest(rungs: StartupRung[]): number {
  return rungs.length > 0 ? Math.max(...rungs.map(({ height }) => height)) : Infinity
}

function standing(video: HTMLVideoElement): Standing {
  return { positionSeconds: video.currentTime, state: stateOf(video) }
}

function stateOf(video: HTMLVideoElement): PlayState {
  if (video.seeking) return 'seeking'
  if (video.paused || video.ended) return 'paused'
  return video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA ? 'buffering' : 'playing'
}

/** Keeps the estimate of this play for the next start, and notes switches of rung and rebuffering. */
export function observePlay(warm: WarmPlayer, metrics: StartMetrics): () => void {
  const { player } = warm
  const adapted = () => {
    const active = player.getVariantTracks().find((track) => track.active)
    if (active?.height) {
      metrics.rungSwitches.push({ atMs: performance.now(), height: active.height })
    }
  }
  let stalledAt = 0
  const buffering = (event: Event) => {
    const now = performance.now()
    if ((event as Event & { buffering: boolean }).buffering) {
      stalledAt = now
      if (metrics.firstFrameAt !== null) metrics.rebuffers += 1
    } else if (stalledAt && metrics.firstFrameAt !== null && stalledAt > metrics.firstFrameAt) {
      metrics.rebufferMs += now - stalledAt
    }
  }
  player.addEventListener('adaptation', adapted)
  player.addEventListener('buffering', buffering)
  const timer = setInterval(() => rememberThroughput(player.getStats().estimatedBandwidth), 4000)
  return () => {
    clearInterval(timer)
    player.removeEventListener('adaptation', adapted)
    player.removeEventListener('buffering', buffering)
  }
}

function absolute(url: string): string {
  return new URL(url, location.href).href
}
