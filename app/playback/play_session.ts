import type { HttpContext } from '@adonisjs/core/http'
import type {
  AccountId,
  AssetId,
  DeviceId,
  EpisodeId,
  PlaySessionId,
  ProfileId,
  TitleId,
} from '#core/ids'
import { registerAccessCheck } from '#core/http/endpoint'
import { bearerToken, SignedToken } from '#core/signed_token'
import {
  E_LICENCE_TOKEN,
  E_LICENCE_TOKEN_EXPIRED,
  E_OTHER_SESSION,
  E_SESSION_TOKEN,
  E_SESSION_TOKEN_EXPIRED,
} from './errors.js'
import { readJsonBody } from './read_json_body.js'

/**
 * What a play session's token says: all that heartbeats need, so that they are authorised without
 * the database. Times are Unix milliseconds, durations milliseconds.
 */
export interface PlaySession {
  sessionId: PlaySessionId
  accountId: AccountId
  profileId: ProfileId
  deviceId: DeviceId
  titleId: TitleId
  episodeId: EpisodeId | null
  /** A trailer or the like: what is watched of it is kept nowhere. */
  isExtra: boolean
  assetId: AssetId
  /** Where the viewer was at the start (ISO 3166-1 alpha-2). */
  country: string
  /** What the lease shows to the account's other devices. */
  name: string
  /** Folder of the asset below the edge's base URL. */
  basePath: string
  startedAt: number
  durationMs: number
  /** Position from which the film or episode counts as watched. */
  finishedFromMs: number
  edgePolicyExpiresAt: number
  /** Streams that the account may play at once; null for what takes no place among them. */
  streamLimit: number | null
  /** The keys of its licence, 32 hexadecimal digits each. */
  keyIds: string[]
}

/** What a licence token says: which keys of which asset, for which session. */
export interface LicenceGrant {
  sessionId: PlaySessionId
  accountId: AccountId
  deviceId: DeviceId
  assetId: AssetId
  startedAt: number
  keyIds: string[]
}

export const playSessionTokens = new SignedToken<PlaySession>('play-session')
export const licenceTokens = new SignedToken<LicenceGrant>('licence')

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on routes below `/v1/playback/sessions/:sessionId`. */
    playSession: PlaySession
    /** Set on the licence route. */
    licenceGrant: LicenceGrant
  }
}

/** The challenge that goes with each 401 (RFC 6750 section 3). */
const CHALLENGE = { 'www-authenticate': 'Bearer realm="flixflow-playback", error="invalid_token"' }

/**
 * The token of a request. A page that closes sends its last report by `navigator.sendBeacon`, which
 * can set no header, so reports may carry the token in their body.
 */
async function tokenOf(ctx: HttpContext): Promise<string | null> {
  const authorization = ctx.request.header('authorization')
  if (authorization !== undefined || !ctx.request.url().endsWith('/quality')) {
    return bearerToken(authorization)
  }
  const body = (await readJsonBody(ctx)) as { token?: unknown } | null
  return typeof body?.token === 'string' ? body.token : null
}

async function openPlaySession(ctx: HttpContext): Promise<void> {
  const token = await tokenOf(ctx)
  if (!token) throw new E_SESSION_TOKEN({ headers: CHALLENGE })
  const { claims, refusal } = await playSessionTokens.verify(token)
  if (refusal === 'expired') throw new E_SESSION_TOKEN_EXPIRED({ headers: CHALLENGE })
  if (!claims) throw new E_SESSION_TOKEN({ headers: CHALLENGE })
  if (claims.sessionId !== ctx.params.sessionId) throw new E_OTHER_SESSION()
  ctx.playSession = claims
}

async function openLicenceGrant(ctx: HttpContext): Promise<void> {
  const token = bearerToken(ctx.request.header('authorization'))
  if (!token) throw new E_LICENCE_TOKEN({ headers: CHALLENGE })
  const { claims, refusal } = await licenceTokens.verify(token)
  if (refusal === 'expired') throw new E_LICENCE_TOKEN_EXPIRED({ headers: CHALLENGE })
  if (!claims) throw new E_LICENCE_TOKEN({ headers: CHALLENGE })
  ctx.licenceGrant = claims
}

registerAccessCheck('play-session', (ctx) =>
  ctx.params.sessionId === undefined ? openLicenceGrant(ctx) : openPlaySession(ctx)
)
