import type { SecondFactors } from '../queries/find_second_factors.js'

export function transformTwoFactor({ onSince, recoveryCodesLeft }: SecondFactors) {
  return {
    on: onSince !== null,
    since: onSince?.toISOString() ?? null,
    recoveryCodesLeft: onSince ? recoveryCodesLeft : 0,
  }
}
