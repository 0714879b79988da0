import type { AccountId } from '#core/ids'
import type { PrincipalProfile } from '#identity'
import type { Playable } from '#catalog'
import type { ProblemClass } from '#core/problem'

/** Who wants to play what. */
export interface PlayWish {
  accountId: AccountId
  profile: PrincipalProfile
  playable: Playable
}

/** A play that is allowed says within which limits; one that is refused says why, to the viewer. */
export type PlayDecision =
  | {
      allowed: true
      /** Streams that the account may play at once. */
      streamLimit: number
      /** Whether keys of HD renditions may be given. */
      hd: boolean
    }
  | {
      allowed: false
      Problem: ProblemClass
      /** Words that a viewer can act on. */
      detail: string
    }

/** Decides whether an account may play something now. */
export abstract class Entitlements {
  abstract decide(wish: PlayWish): Promise<PlayDecision>
}
