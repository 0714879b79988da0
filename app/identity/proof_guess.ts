import type { HttpContext } from '@adonisjs/core/http'

/** What wrong proofs of one account from one address count against. */
export function proofGuess({ request, principal }: HttpContext) {
  return { address: request.ip(), email: `proof of ${principal.accountId}` }
}
