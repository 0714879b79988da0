import playback from '#config/playback'
import { Entitlements, type PlayDecision, type PlayWish } from '../entitlements.js'
import { E_MATURITY, E_NOT_AVAILABLE_HERE, E_NOT_PLAYABLE } from '../errors.js'

/** Every account may play what is published, within the profile's maturity limit. */
export class AccountEntitlements extends Entitlements {
  async decide({ profile, playable }: PlayWish): Promise<PlayDecision> {
    if (!playable.published) {
      const detail = `${playable.name} is not in the catalogue now.`
      return { allowed: false, Problem: E_NOT_PLAYABLE, detail }
    }
    if (!playable.available) {
      const detail = `${playable.showName ?? playable.name} cannot be shown in your country now.`
      return { allowed: false, Problem: E_NOT_AVAILABLE_HERE, detail }
    }
    if (playable.maturity === null || playable.maturity > profile.maturity) {
      const detail =
        `${playable.showName ?? playable.name} is for ages ${playable.maturity ?? 18} and up. ` +
        `This profile may watch up to age ${profile.maturity}. Choose another profile to watch it.`
      return { allowed: false, Problem: E_MATURITY, detail }
    }
    return { allowed: true, streamLimit: playback.streamLimit, hd: true }
  }
}
