const LOOPBACK = /^https?:\/\/(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?:\/|$)/i

/** Whether a URL points at this very machine; load goes nowhere else. */
export function isLoopbackUrl(url: string): boolean {
  return LOOPBACK.test(url)
}
