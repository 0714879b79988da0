import { Redis } from 'ioredis'
import playback from '#config/playback'
import { newId, type PlaySessionId } from '#core/ids'
import { languagesFor, type Playable } from '#catalog'
import type { StreamDescription } from '#ingest'
import type { Principal, PrincipalProfile } from '#identity'
import { policySigner } from '../../app/playback/edge/delivery.js'
import { HeartbeatWriter } from '../../app/playback/heartbeats/heartbeat_writer.js'
import type { Observation } from '../../app/playback/heartbeats/observation.js'
import { RENEW_LEASE, TAKE_LEASE } from '../../app/playback/leases/lease_scripts.js'
import {
  licenceTokens,
  playSessionTokens,
  type PlaySession,
} from '../../app/playback/play_session.js'
import { chooseStream } from '../../app/playback/stream_choice.js'
import { chooseTracks, type AudioChoice } from '../../app/playback/tracks/choose_tracks.js'
import { transformStartedPlay } from '../../app/playback/transformers/started_play_transformer.js'
import { finishedFromMs, isBegun } from '../../app/playback/viewing_rules.js'
import { rowsOf } from './bare_database.js'

interface Scripts {
  take(keys: string[], values: (string | number)[]): Promise<unknown>
  renew(keys: string[], values: (string | number)[]): Promise<string>
}

const redis = new Redis(process.env.REDIS_URL!)
redis.defineCommand('takeLease', { numberOfKeys: 3, lua: TAKE_LEASE })
redis.defineCommand('renewLease', { numberOfKeys: 4, lua: RENEW_LEASE })
const commands = redis as unknown as Record<string, (...args: (string | number)[]) => Promise<any>>
const scripts: Scripts = {
  take: (keys, values) => commands.takeLease!(...keys, ...values),
  renew: (keys, values) => commands.renewLease!(...keys, ...values),
}

/** A refusal, by the status and the code that the product gives. */
export class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string
  ) {
    super(code)
  }
}

function leaseOf(session: PlaySession) {
  const now = Date.now()
  const { deviceId, startedAt, name: titleName } = session
  const inUse = JSON.stringify({ deviceId, titleName, startedAt })
  return [now, now + playback.leaseMs, session.streamLimit ?? 'none', session.sessionId, inUse]
}

/** Presses play on a film: entitlement, lease, signatures, one row. */
export async function bareStart(
  principal: Principal,
  profile: PrincipalProfile,
  country: string,
  titleId: string
) {
  const [[found], [progress]] = await Promise.all([
    rowsOf('catalog.playable_film', [titleId, country, languagesFor(profile.language)]),
    rowsOf('playback.newest_progress_of_title', [profile.id, titleId]),
  ])
  if (!found?.published || !found.available) throw new Refusal(404, 'playback.not-playable')
  if (found.maturity === null || found.maturity > profile.maturity) {
    throw new Refusal(403, 'playback.maturity')
  }
  const stream: StreamDescription | null = found.stream
  const choice = stream && chooseStream(stream, {}, true)
  if (!stream || !choice) throw new Refusal(409, 'playback.not-ready')

  const durationMs = Math.max(1, Math.round(stream.durationSeconds * 1000))
  const edgePolicy = policySigner.sign(stream.basePath, stream.durationSeconds, null)
  const session: PlaySession = {
    sessionId: newId<PlaySessionId>(),
    accountId: principal.accountId,
    profileId: profile.id,
    deviceId: principal.deviceId,
    titleId: found.title_id,
    episodeId: null,
    isExtra: found.is_extra,
    assetId: found.asset_id,
    country,
    name: found.name,
    basePath: stream.basePath,
    startedAt: Date.now(),
    durationMs,
    finishedFromMs: finishedFromMs(durationMs, found.skip_markers),
    edgePolicyExpiresAt: Date.parse(edgePolicy.expiresAt),
    streamLimit: playback.streamLimit,
    keyIds: choice.keyIds,
  }
  const account = `playback:{${session.accountId}}`
  const device = `${account}:ended-device:${session.deviceId}`
  const keys = [`${account}:leases`, `${account}:streams`, device]
  const inUse = await scripts.take(keys, leaseOf(session))
  if (inUse === 'device-ended' || (inUse as unknown[]).length > 0) {
    throw new Refusal(409, 'playback.stream-limit')
  }
  const { sessionId, accountId, deviceId, assetId, startedAt, keyIds } = session
  const [token, licenceToken, [remembered]] = await Promise.all([
    playSessionTokens.sign(session, playback.sessionSeconds),
    licenceTokens.sign(
      { sessionId, accountId, deviceId, assetId, startedAt, keyIds },
      playback.licenceSeconds
    ),
    rowsOf('playback.insert_session', [
      ...[sessionId, accountId, profile.id, deviceId, session.titleId, null, assetId],
      ...[new Date(startedAt), country],
    ]),
  ])
  if (remembered) throw new Error('The reference remembers no tracks')
  const tracks = chooseTracks({ audio: choice.audio, text: stream.text }, {}, profile.language)
  const begun = progress && !progress.finished && isBegun(progress.position_ms, durationMs)
  const resumeMs = begun && progress.position_ms < session.finishedFromMs ? progress.position_ms : 0
  return transformStartedPlay({
    ...{ session, token, licenceToken, edgePolicy, stream, choice, tracks },
    playable: playableOf(found),
    audio: choice.audio.find((track) => isSame(track, tracks.audio)) ?? null,
    resumePositionSeconds: resumeMs / 1000,
  })
}

function isSame(a: AudioChoice, b: AudioChoice | null): boolean {
  return a.language === b?.language && a.label === b.label
}

function playableOf(found: any): Playable {
  return {
    ...{ titleId: found.title_id, episodeId: null, isExtra: found.is_extra, name: found.name },
    ...{ showName: null, seasonNumber: null, episodeNumber: null, maturity: found.maturity },
    ...{ published: true, available: true, assetId: found.asset_id, stream: found.stream },
    durationSeconds: found.duration_seconds,
    skipMarkers: found.skip_markers,
    nextEpisode: null,
  }
}

const writer = new HeartbeatWriter(async (observations: Observation[]) => {
  const column = <Value>(of: (seen: Observation) => Value) => observations.map(of)
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  await rowsOf('playback.keep_observations', [
    column((seen) => seen.profileId),
    column((seen) => seen.titleId),
    column((seen) => seen.episodeId),
    column((seen) => seen.sessionId),
    column((seen) => time(seen.viewingStartedAt)),
    column((seen) => seen.positionMs),
    column((seen) => seen.durationMs),
    column((seen) => time(seen.observedAt)),
    column((seen) => seen.sequence),
    column((seen) => time(seen.finishedAt)),
  ])
})

export interface BareHeartbeat {
  positionSeconds: number
  elapsedMs: number
  sequence: number
}

/** Keeps a position on disk, grouped with others, and renews the lease. */
export async function bareHeartbeat(session: PlaySession, heartbeat: BareHeartbeat) {
  const observedAt = Math.min(session.startedAt + Math.round(heartbeat.elapsedMs), Date.now())
  const positionMs = Math.min(Math.round(heartbeat.positionSeconds * 1000), session.durationMs)
  const { profileId, titleId, episodeId, sessionId, startedAt, durationMs } = session
  const account = `playback:{${session.accountId}}`
  const keys = [
    ...[`${account}:leases`, `${account}:streams`],
    ...[`${account}:ended-session:${sessionId}`, `${account}:ended-device:${session.deviceId}`],
  ]
  const [answer] = await Promise.all([
    scripts.renew(keys, [...leaseOf(session), startedAt]),
    writer.record({
      ...{ profileId, titleId, episodeId, sessionId, positionMs, durationMs, observedAt },
      viewingStartedAt: startedAt,
      sequence: heartbeat.sequence,
      finishedAt: positionMs >= session.finishedFromMs ? observedAt : null,
    }),
  ])
  const goesOn = answer === 'continue'
  const seconds = session.durationMs / 1000
  const isDue = goesOn && policySigner.isDue(session.edgePolicyExpiresAt, seconds)
  return {
    acknowledged: true,
    action: goesOn ? 'continue' : 'stop',
    reason: goesOn ? null : answer,
    edgePolicy: isDue ? policySigner.sign(session.basePath, seconds, null) : null,
  }
}
