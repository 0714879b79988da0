import Fastify, { type FastifyRequest } from 'fastify'
import viewingConfig from '#config/viewing'
import { isListed } from '#core/http/etag'
import { jsonSchemaOf } from '#core/http/validate'
import { bearerToken } from '#core/signed_token'
import { accessTokens, principalOf } from '../../app/identity/access_token.js'
import type { Principal, PrincipalProfile } from '../../app/identity/index.js'
import { playSessionTokens } from '../../app/playback/play_session.js'
import * as request from '../../app/playback/validators/requests.js'
import * as response from '../../app/playback/validators/responses.js'
import { bareHome } from './bare_home.js'
import { bareHeartbeat, bareStart, Refusal, type BareHeartbeat } from './bare_play.js'

async function principalIn({ headers }: FastifyRequest): Promise<Principal> {
  const token = bearerToken(headers.authorization)
  const { claims } = token ? await accessTokens.verify(token) : {}
  if (!claims) throw new Refusal(401, 'auth.required')
  return principalOf(claims)
}

function profileOf({ profiles }: Principal, profileId: string): PrincipalProfile {
  const profile = profiles.find(({ id }) => id === profileId)
  if (!profile) throw new Refusal(404, 'profile.not-found')
  return profile
}

const strict = (validator: Parameters<typeof jsonSchemaOf>[0]) => ({
  ...jsonSchemaOf(validator),
  additionalProperties: false,
})

/** Serves the three requests on 127.0.0.1. */
export async function serveBare(port: number): Promise<void> {
  const server = Fastify({
    keepAliveTimeout: 75_000,
    ajv: { customOptions: { strict: false, removeAdditional: false, coerceTypes: false } },
  })
  server.get('/health/ready', async () => ({ status: 'ok' }))

  server.post<{ Body: { titleId: string; profileId: string } }>(
    '/v1/playback/sessions',
    {
      schema: {
        body: strict(request.startBody),
        response: { 201: jsonSchemaOf(response.startedPlayResponse) },
      },
    },
    async (asked, reply) => {
      const principal = await principalIn(asked)
      const profile = profileOf(principal, asked.body.profileId)
      const country = principal.country ?? viewingConfig.defaultCountry
      reply.code(201).header('cache-control', 'no-store')
      return bareStart(principal, profile, country, asked.body.titleId)
    }
  )

  server.post<{ Body: BareHeartbeat; Params: { sessionId: string } }>(
    '/v1/playback/sessions/:sessionId/heartbeats',
    {
      schema: {
        body: strict(request.heartbeatBody),
        response: { 200: jsonSchemaOf(response.heartbeatResponse) },
      },
    },
    async (asked) => {
      const token = bearerToken(asked.headers.authorization)
      const { claims } = token ? await playSessionTokens.verify(token) : {}
      if (!claims) throw new Refusal(401, 'playback.session-token')
      if (claims.sessionId !== asked.params.sessionId) throw new Refusal(403, 'playback.other')
      return bareHeartbeat(claims, asked.body)
    }
  )

  server.get<{ Params: { profileId: string } }>(
    '/v1/profiles/:profileId/home',
    async (asked, reply) => {
      const principal = await principalIn(asked)
      const profile = profileOf(principal, asked.params.profileId)
      const country = principal.country ?? viewingConfig.defaultCountry
      const { tag, json } = await bareHome(profile, country)
      reply.header('etag', tag).header('cache-control', 'private, no-cache')
      if (isListed(asked.headers['if-none-match'], tag)) return reply.code(304).send()
      return reply.header('content-type', 'application/json; charset=utf-8').send(json)
    }
  )
  await server.listen({ port, host: '127.0.0.1' })
}
