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

  /**
   * How long an account waits to be erased, for its owner to change their mind. At least a day, so
   * that no token of it lives when it goes. Days.
   */
  deletionDays: Math.max(1, env.get('ACCOUNT_DELETION_DAYS') ?? 14),

  /** How long the file of an export is kept. Days. */
  exportKeptDays: env.get('EXPORT_KEPT_DAYS') ?? 7,

  /** How long an ended device is kept, so that history can name it. Days. */
  endedDeviceKeptDays: env.get('ENDED_DEVICE_KEPT_DAYS') ?? 180,

  /** How long a member of staff may look at an account for one reason. Seconds. */
  inspectionSeconds: 30 * 60,

  /** Headers in which the edge says where a request came from, as `cloudfront-viewer-city`. */
  countryHeader: env.get('COUNTRY_HEADER'),
  cityHeader: env.get('CITY_HEADER'),

  profilesPerAccount: 5,

  /** Wrong guesses at one secret from one network, or from one known device. */
  guessesAtSubject: { requests: 10, duration: '15 mins' },

  /** Wrong guesses from one network, whatever at. Generous: a household or an office shares one. */
  guessesFromNetwork: { requests: 100, duration: '15 mins' },

  /** Wrong guesses at one secret from all networks together. Known devices do not count. */
  guessesEverywhere: { requests: 100, duration: '1 hour' },

  /** Requests for a mail to one address from one network, or from one known device. */
  mailsAsked: { requests: 5, duration: '15 mins' },

  /** Requests for a mail from one network, whatever the address. */
  mailsAskedFromNetwork: { requests: 60, duration: '15 mins' },

  /** Requests for a mail to one address from all networks together. Known devices do not count. */
  mailsAskedEverywhere: { requests: 20, duration: '1 hour' },

  /** How long a browser is remembered as one that an account was used on. Seconds. */
  knownDeviceSeconds: 365 * 24 * 3600,

  /** How long a code or link in a mail works. Seconds. */
  mailedCodeSeconds: 30 * 60,

  /** Wrong guesses that one mailed code bears, from wherever they come. */
  guessesAtMailedCode: 5,

  /** How long the link that ends a new device's log-in works. Seconds. */
  endDeviceLinkSeconds: 7 * 24 * 3600,
} as const
