import env from '#start/env'

/** Lifetimes and limits of accounts, tokens and profiles. */
export default {
  /** An access token is checked without the database, so what it says holds for this long. Seconds. */
  accessTokenSeconds: 15 * 60,

  /** A device that does not come back for this long has to log in again. Seconds. */
  refreshTokenSeconds: 30 * 24 * 3600,

  /**
   * How long a rotated refresh token still gets the answer that its first use got, so that two
   * tabs, or a retry after a lost answer, do not look like theft. Seconds.
   */
  refreshGraceSeconds: 10,

  /** How long logging in, or proving it again, confirms that whoever is there owns the account. Seconds. */
  confirmedSeconds: 10 * 60,

  /** How long a profile stays open on a device once its PIN was given there. Seconds. */
  profileUnlockSeconds: (env.get('PROFILE_UNLOCK_MINUTES') ?? 240) * 60,

  profilesPerAccount: 5,

  /** Wrong guesses at one e-mail's password from one address. */
  guessesAtAccount: { requests: 10, duration: '15 mins' },

  /** Wrong guesses from one address, whatever the e-mail. Generous: a household or an office shares one. */
  guessesFromAddress: { requests: 100, duration: '15 mins' },
} as const
