import type { AccountId, ProfileId } from '#core/ids'

/** What wrong PINs of one profile, or of an account's grown-ups, from one address count against. */
export function pinGuess(address: string, whose: ProfileId | AccountId) {
  return { address, subject: `pin of ${whose}` }
}
