import { appUrl } from '#config/app'
import identityConfig from '#config/identity'

/** How long a mailed code works, in words. */
export const CODE_LASTS = `${identityConfig.mailedCodeSeconds / 60} minutes`

/**
 * A link to a page of ours. What it carries stands after the `#`: browsers keep that to themselves,
 * so no log, proxy or referrer ever holds it, and no mail scanner that only fetches can use it up.
 */
export function mailedLink(path: string, secrets: Record<string, string> = {}): string {
  const fragment = new URLSearchParams(secrets).toString()
  return new URL(fragment ? `${path}#${fragment}` : path, appUrl).href
}
