/** Limits of the second factor, passkeys and pairing by a code. */
export default {
  /** A viewer who gave the right password has this long to give the second factor. Seconds. */
  secondFactorSeconds: 5 * 60,

  /** A one-time password counts in its own time step and in this many before and after (RFC 6238 section 5.2). */
  totpWindowSteps: 1,

  recoveryCodes: 10,

  /** How long a viewer may take to answer an authenticator's prompt, and a page may wait with one. Seconds. */
  passkeyChallengeSeconds: 10 * 60,

  passkeysPerAccount: 20,

  /** How long a viewer may stay at Google or Apple, and how long what they said is good for. Seconds. */
  providerAttemptSeconds: 10 * 60,

  /** How long a provider's public keys are used before they are asked for again. Seconds. */
  providerKeysSeconds: 60 * 60,

  /** How long a key that a provider does not have is not asked for again. Seconds. */
  providerKeysRetrySeconds: 60,

  /** How long a provider may take to answer. Milliseconds. */
  providerPatienceMs: 5000,

  /** How far a provider's clock may be off. Seconds. */
  providerClockLeewaySeconds: 60,

  /** How long a code that a TV shows may be typed on a phone. Seconds. */
  pairingSeconds: 10 * 60,

  /** How often a TV may ask whether it was approved; asking sooner makes it longer. Seconds (RFC 8628 section 3.5). */
  pairingPollSeconds: 5,
  pairingSlowDownSeconds: 5,

  /** Codes that one address may ask for: TVs of a household, or of a shop full of them. */
  pairingsFromAddress: { requests: 60, duration: '15 mins' },

  /**
   * Tries at the second factor of one account by those who know its password, from wherever they
   * come: six digits bear no more (NIST SP 800-63B section 3.2.2). A new password counts anew, so
   * that a thief cannot keep the viewer out.
   */
  codesAtAccount: { requests: 30, duration: '1 hour' },
} as const
