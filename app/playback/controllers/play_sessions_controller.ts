import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import playback from '#config/playback'
import { countryOf } from '#catalog'
import { sendJson } from '#core/http/send_json'
import { validateBody } from '#core/http/validate'
import { ProblemError } from '#core/problem'
import { EndPlaySession } from '../actions/end_play_session.js'
import { RecordHeartbeat } from '../actions/record_heartbeat.js'
import { RecordQuality } from '../actions/record_quality.js'
import { StartPlaySession } from '../actions/start_play_session.js'
import { playRefusals } from '../metrics.js'
import { readJsonBody } from '../read_json_body.js'
import { transformStartedPlay } from '../transformers/started_play_transformer.js'
import { wantedOf } from '../wanted.js'
import { endBody, heartbeatBody, qualityBody, startBody } from '../validators/requests.js'

function boundAddress({ request }: HttpContext): string | null {
  return playback.edgeBindsAddress ? request.ip() : null
}

export default class PlaySessionsController {
  @inject()
  async store(ctx: HttpContext, startPlaySession: StartPlaySession) {
    const { profileId, capabilities, startOver, positionSeconds, pin, ...names } =
      await validateBody(ctx, startBody)
    const { principal } = ctx
    const pass = pin === undefined ? undefined : { pin, address: ctx.request.ip() }
    const wanted = wantedOf(names)
    const address = boundAddress(ctx)
    const country = countryOf(ctx)
    try {
      const play = await startPlaySession.handle({
        ...{
          principal,
          profileId,
          country,
          wanted,
          capabilities,
          startOver,
          positionSeconds,
          address,
          pass,
        },
      })
      ctx.response.header('cache-control', 'no-store')
      return sendJson(ctx, 201, transformStartedPlay(play))
    } catch (error) {
      if (error instanceof ProblemError) playRefusals.inc({ code: error.code })
      throw error
    }
  }

  @inject()
  async heartbeat(ctx: HttpContext, recordHeartbeat: RecordHeartbeat) {
    const heartbeat = await validateBody(ctx, heartbeatBody)
    const { renewal, edgePolicy } = await recordHeartbeat.handle({
      session: ctx.playSession,
      heartbeat,
      address: boundAddress(ctx),
    })
    const reason = renewal.action === 'stop' ? renewal.reason : null
    return sendJson(ctx, 200, { acknowledged: true, action: renewal.action, reason, edgePolicy })
  }

  @inject()
  async end(ctx: HttpContext, endPlaySession: EndPlaySession) {
    const heartbeat = await validateBody(ctx, endBody)
    await endPlaySession.handle({ session: ctx.playSession, heartbeat })
    return { acknowledged: true }
  }

  @inject()
  async quality(ctx: HttpContext, recordQuality: RecordQuality) {
    await readJsonBody(ctx)
    const body = await validateBody(ctx, qualityBody)
    await recordQuality.handle({ session: ctx.playSession, reported: body })
    return ctx.response.noContent()
  }
}
