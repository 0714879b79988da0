import { inject } from '@adonisjs/core'
import { E_PROFILE_WITHOUT_PIN, E_WRONG_PIN } from '../errors.js'
import { GuessLimits } from '../guess_limits.js'
import Profile from '../models/profile.js'
import { verifyPassword } from '../password.js'
import { pinGuess } from '../pin_guess.js'
import type { Principal } from '../principal.js'

/**
 * Lets a grown-up pass a profile's maturity limit once: by the PIN of a profile of the account that
 * may itself watch this. Answers that profile's limit, in years of age.
 * @throws E_PROFILE_WITHOUT_PIN when no such profile has a PIN
 * @throws E_WRONG_PIN, E_TOO_MANY_GUESSES
 */
@inject()
export class PassMaturityLimit {
  constructor(private limits: GuessLimits) {}

  async handle(input: {
    principal: Principal
    pin: string
    /** Years of age that the title is for. */
    maturity: number
    address: string
  }): Promise<number> {
    const { accountId } = input.principal
    const grownUps = await Profile.query()
      .where({ accountId, kids: false })
      .where('maturityLimit', '>=', input.maturity)
      .whereNotNull('pinHash')
      .orderBy('createdAt')
    if (grownUps.length === 0) {
      throw new E_PROFILE_WITHOUT_PIN({
        detail: 'No grown-up’s profile has a PIN. Set one in the account to watch this here.',
      })
    }
    return this.limits.guard(pinGuess(input.address, accountId), async () => {
      for (const { pinHash, maturityLimit } of grownUps) {
        if (await verifyPassword(pinHash, input.pin)) return maturityLimit
      }
      throw new E_WRONG_PIN({ detail: 'This is not the PIN of a grown-up’s profile.' })
    })
  }
}
