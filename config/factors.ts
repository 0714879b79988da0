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

  /**
   * Wrong second factors at one account by those who know its password, from wherever they come:
   * six digits bear no more (NIST SP 800-63B section 3.2.2).
   */
  wrongCodesAtAccount: { requests: 30, duration: '1 hour' },
} as const
