import type { HttpContext } from '@adonisjs/core/http'
import type { Guess } from './guess_limits.js'
import { knownDeviceOf } from './known_device.js'

/** What wrong proofs of the caller's account count against. */
export function proofGuess(ctx: HttpContext): Guess {
  const { accountId } = ctx.principal
  return {
    address: ctx.request.ip(),
    subject: `proof of ${accountId}`,
    knownDevice: knownDeviceOf(ctx, { accountId }),
  }
}
