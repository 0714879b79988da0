import { inject } from '@adonisjs/core'
import playback from '#config/playback'
import { languagesFor, type Playable } from '#catalog'
import { clock } from '#core/clock'
import { newId, type EpisodeId, type PlaySessionId, type TitleId } from '#core/ids'
import { hot } from '#core/sql'
import {
  DevicesByIds,
  FindOwnProfile,
  PassMaturityLimit,
  type Principal,
  type PrincipalProfile,
} from '#identity'
import type { StreamDescription } from '#ingest'
import { policySigner } from '../edge/delivery.js'
import type { EdgePolicy } from '../edge/policy_signer.js'
import { Entitlements } from '../entitlements.js'
import {
  E_CODEC,
  E_DEVICE_ENDED,
  E_MATURITY,
  E_NOT_PLAYABLE,
  E_NOT_READY,
  E_STREAM_LIMIT,
} from '../errors.js'
import { streamLeases, type StreamInUse } from '../leases/stream_leases.js'
import { playStarts } from '../metrics.js'
import { licenceTokens, playSessionTokens, type PlaySession } from '../play_session.js'
import { FindPlayPoint, type PlayPoint } from '../queries/find_play_point.js'
import { chooseStream, type DeviceCapabilities, type StreamChoice } from '../stream_choice.js'
import { chooseTracks, type ChosenTracks, type RememberedTracks } from '../tracks/choose_tracks.js'
import { finishedFromMs } from '../viewing_rules.js'

export interface StartInput {
  principal: Principal
  profileId: string
  /** Where the viewer is (ISO 3166-1 alpha-2). */
  country: string
  wanted:
    { titleId: TitleId; episodeId?: undefined } | { episodeId: EpisodeId; titleId?: undefined }
  capabilities?: DeviceCapabilities
  startOver?: boolean
  /** Where to begin, instead of where the profile stopped. Seconds. */
  positionSeconds?: number
  /** A grown-up's PIN to pass the profile's maturity limit this once, and who typed it. */
  pass?: { pin: string; address: string }
  /** The caller's address where edge policies are bound to it, else null. */
  address: string | null
}

/** All that a player needs to begin. */
export interface StartedPlay {
  session: PlaySession
  token: string
  licenceToken: string
  edgePolicy: EdgePolicy
  playable: Playable
  stream: StreamDescription
  choice: StreamChoice
  tracks: ChosenTracks
  /** The smallest rendition of the chosen sound. */
  audio: StreamChoice['audio'][number] | null
  /** Seconds. */
  resumePositionSeconds: number
}

interface RememberedRow {
  audio_language: string | null
  audio_label: string | null
  text_chosen: boolean
  text_language: string | null
  text_forced: boolean
}

/**
 * By `play_sessions_pkey`. Brings back which tracks the profile chose in the film or show, by
 * `track_choices_pkey`, so that a start asks no question of its own for them.
 */
const insertSession = hot<RememberedRow>(
  'playback.insert_session',
  `with session as (
     insert into playback.play_sessions
       (id, account_id, profile_id, device_id, title_id, episode_id, asset_id, started_at, country)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   )
   select audio_language, audio_label, text_chosen, text_language, text_forced
   from playback.track_choices where profile_id = $3 and title_id = $5`
)

/**
 * Starts playing: entitlement, then the stream limit, then signing. Two reads and one insert; an
 * extra is written down nowhere.
 * @throws E_PROFILE_NOT_FOUND when the profile is not the caller's
 * @throws E_NOT_PLAYABLE, E_NOT_READY, E_MATURITY, E_CODEC when this cannot be played here
 * @throws E_PROFILE_LOCKED when the profile asks for its PIN first
 * @throws E_WRONG_PIN, E_TOO_MANY_GUESSES when the limit is to be passed by another PIN
 * @throws E_DEVICE_ENDED when the device was logged out while its access token still lives
 * @throws E_STREAM_LIMIT naming the devices in use, when the account may not play one more
 */
@inject()
export class StartPlaySession {
  constructor(
    protected entitlements: Entitlements,
    protected findPlayPoint: FindPlayPoint,
    protected findOwnProfile: FindOwnProfile,
    protected devicesByIds: DevicesByIds,
    protected passMaturityLimit: PassMaturityLimit
  ) {}

  async handle(input: StartInput): Promise<StartedPlay> {
    const { principal, profileId } = input
    const profile = await this.findOwnProfile.handle({ principal, profileId })
    const point = await this.findPlayPoint.handle({
      profileId: profile.id,
      country: input.country,
      languages: languagesFor(profile.language),
      wanted: input.wanted,
    })
    if (!point) {
      throw new E_NOT_PLAYABLE({ detail: 'There is no film or episode with this id.' })
    }
    const { playable } = point
    const decision = await this.#decide(input, profile, playable)
    if (!decision.allowed) throw new decision.Problem({ detail: decision.detail })
    const { assetId, stream } = playable
    if (!assetId || !stream) {
      const detail = `${playable.name} is still being prepared. Try again in a few minutes.`
      throw new E_NOT_READY({ detail, headers: { 'retry-after': '60' } })
    }
    const choice = chooseStream(stream, input.capabilities ?? {}, decision.hd)
    if (!choice) {
      const detail = `${playable.name} has no stream that this device can decode.`
      throw new E_CODEC({ detail })
    }

    const durationMs = Math.max(1, Math.round(stream.durationSeconds * 1000))
    const edgePolicy = policySigner.sign(stream.basePath, stream.durationSeconds, input.address)
    const session: PlaySession = {
      sessionId: newId<PlaySessionId>(),
      accountId: principal.accountId,
      profileId: profile.id,
      deviceId: principal.deviceId,
      titleId: playable.titleId,
      episodeId: playable.episodeId,
      isExtra: playable.isExtra,
      assetId,
      country: input.country,
      name: nameOf(playable),
      basePath: stream.basePath,
      startedAt: clock.now(),
      durationMs,
      finishedFromMs: finishedFromMs(durationMs, playable.skipMarkers),
      edgePolicyExpiresAt: Date.parse(edgePolicy.expiresAt),
      // Nobody shall lose their film to a trailer that began by itself on another screen.
      streamLimit: playable.isExtra ? null : decision.streamLimit,
      keyIds: choice.keyIds,
    }
    await this.#takeLease(session)
    const { token, licenceToken, remembered } = await this.#keepAndSign(session)
    playStarts.inc()
    const able = { audio: choice.audio, text: stream.text }
    const tracks = chooseTracks(able, remembered, profile.language)
    const resumePositionSeconds = beginAt(input, point, session)
    return {
      ...{ session, token, licenceToken, edgePolicy },
      ...{ playable, stream, choice, tracks, resumePositionSeconds },
      audio: choice.audio.find((track) => isChosen(track, tracks)) ?? null,
    }
  }

  /** Without a PIN as the profile may; with one, what is only above its limit is allowed. */
  async #decide({ principal, pass }: StartInput, profile: PrincipalProfile, playable: Playable) {
    const wish = { accountId: principal.accountId, profile, playable }
    const decision = await this.entitlements.decide(wish)
    const isAboveLimit = !decision.allowed && decision.Problem === E_MATURITY
    if (!isAboveLimit || !pass || playable.maturity === null) return decision
    const { maturity } = playable
    const passed = await this.passMaturityLimit.handle({ principal, maturity, ...pass })
    return this.entitlements.decide({ ...wish, profile: { ...profile, maturity: passed } })
  }

  async #takeLease(session: PlaySession): Promise<void> {
    const limit = session.streamLimit
    const inUse = await streamLeases.take(session, { limit, titleName: session.name })
    if (!inUse) return
    if (inUse === 'device-ended') {
      throw new E_DEVICE_ENDED({ detail: 'Log in again to watch on this device.' })
    }
    const devicesInUse = await this.#describe(inUse)
    const names = devicesInUse.map(({ deviceName, titleName }) => `${deviceName} (${titleName})`)
    throw new E_STREAM_LIMIT({
      detail: `Stop playing on one of these to watch here: ${names.join(', ')}.`,
      extensions: { devicesInUse },
    })
  }

  async #describe(inUse: StreamInUse[]) {
    const devices = await this.devicesByIds.handle({ ids: inUse.map(({ deviceId }) => deviceId) })
    return inUse
      .toSorted((a, b) => a.startedAt - b.startedAt)
      .map(({ deviceId, titleName, startedAt }) => ({
        deviceName: devices.get(deviceId)?.name ?? 'A device',
        deviceKind: devices.get(deviceId)?.kind ?? 'other',
        titleName,
        startedAt: new Date(startedAt).toISOString(),
      }))
  }

  async #keepAndSign(session: PlaySession) {
    const { sessionId, accountId, profileId, deviceId, titleId, episodeId, assetId } = session
    const { startedAt, keyIds, country } = session
    const grant = { sessionId, accountId, deviceId, assetId, startedAt, keyIds }
    try {
      const [token, licenceToken, row] = await Promise.all([
        playSessionTokens.sign(session, playback.sessionSeconds),
        licenceTokens.sign(grant, playback.licenceSeconds),
        // A preview begins by itself: it must neither cost a write nor count as popular.
        session.isExtra
          ? null
          : insertSession.first([
              ...[sessionId, accountId, profileId, deviceId, titleId, episodeId, assetId],
              ...[new Date(startedAt), country],
            ]),
      ])
      return { token, licenceToken, remembered: row ? toRemembered(row) : {} }
    } catch (error) {
      await streamLeases.end(session)
      throw error
    }
  }
}

function toRemembered(row: RememberedRow): RememberedTracks {
  const { audio_language: language, audio_label: label, text_language: textLanguage } = row
  return {
    ...(language === null ? {} : { audio: { language, label } }),
    ...(row.text_chosen
      ? { text: textLanguage === null ? null : { language: textLanguage, forced: row.text_forced } }
      : {}),
  }
}

function isChosen(track: StreamChoice['audio'][number], { audio }: ChosenTracks): boolean {
  return track.language === audio?.language && track.label === audio.label
}

function nameOf({ name, showName, seasonNumber, episodeNumber }: Playable): string {
  return showName && episodeNumber ? `${showName}, S${seasonNumber} E${episodeNumber}` : name
}

function beginAt(input: StartInput, point: PlayPoint, session: PlaySession): number {
  const { positionSeconds, startOver } = input
  if (positionSeconds !== undefined && positionSeconds * 1000 < session.durationMs) {
    return positionSeconds
  }
  return startOver ? 0 : resumeAt(point, session)
}

function resumeAt({ resumeMs }: PlayPoint, session: PlaySession): number {
  return resumeMs < session.finishedFromMs ? resumeMs / 1000 : 0
}
