import type { HttpContext } from '@adonisjs/core/http'
import { STAFF_ABILITIES } from '#core/http/access'
import { registerAccessCheck, registerPresenceCheck } from '#core/http/endpoint'
import { E_FORBIDDEN, E_NOT_AUTHENTICATED } from '#core/problem'
import { bearerToken } from '#core/signed_token'
import { accessTokens, principalOf } from './access_token.js'
import { E_TOKEN_EXPIRED, E_TOKEN_INVALID } from './errors.js'
import { refuseKidsDevice, refuseUnconfirmed } from './presence.js'
import { mayAsStaff } from './policies/staff_abilities.js'
import type { Principal } from './principal.js'
import { FindOwnProfile } from './queries/find_own_profile.js'

/** The challenge that goes with each 401 (RFC 6750 section 3). */
function challenge(error?: string, description?: string): Record<string, string> {
  const parts = [
    'realm="flixflow"',
    ...(error ? [`error="${error}"`, `error_description="${description}"`] : []),
  ]
  return { 'www-authenticate': `Bearer ${parts.join(', ')}` }
}

async function authenticate(ctx: HttpContext): Promise<Principal> {
  const authorization = ctx.request.header('authorization')
  if (!authorization) throw new E_NOT_AUTHENTICATED({ headers: challenge() })

  const token = bearerToken(authorization)
  const { claims, refusal } = token
    ? await accessTokens.verify(token)
    : { claims: undefined, refusal: 'invalid' as const }
  if (claims) return (ctx.principal = principalOf(claims))
  if (refusal === 'expired') {
    throw new E_TOKEN_EXPIRED({ headers: challenge('invalid_token', 'The token has expired') })
  }
  throw new E_TOKEN_INVALID({ headers: challenge('invalid_token', 'The token is not valid') })
}

registerAccessCheck('account', async (ctx) => {
  await authenticate(ctx)
})

registerAccessCheck('profile', async (ctx) => {
  const principal = await authenticate(ctx)
  await new FindOwnProfile().handle({ principal, profileId: ctx.params.profileId })
})

for (const ability of STAFF_ABILITIES) {
  registerAccessCheck(`staff:${ability}`, async (ctx) => {
    const { roles } = await authenticate(ctx)
    if (!mayAsStaff(roles, ability)) throw new E_FORBIDDEN()
  })
}

registerPresenceCheck('grown-up', ({ principal }) => refuseKidsDevice(principal))

registerPresenceCheck('confirmed', ({ principal }) => {
  refuseKidsDevice(principal)
  refuseUnconfirmed(principal)
})
