import { adopt, api, chosenProfile, RequestRefused } from '../../core/ui/api.js'
import type { LogInAnswer } from '../../core/ui/api_types.js'

/** What a log-in by any way ends with: the viewer goes to where they wanted to go. */
export async function end(answer: LogInAnswer): Promise<void> {
  const { profiles } = adopt(answer)
  await linkWaitingProvider()
  const next = safeNext()
  const ready = chosenProfile(profiles) !== null
  location.replace(ready ? next : `/profiles?next=${encodeURIComponent(next)}`)
}

/** Where the viewer wanted to go; only paths of this site. */
export function safeNext(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '/'
  return new URL(next, location.origin).origin === location.origin && next.startsWith('/')
    ? next
    : '/'
}

let providerWaits = false

/** A provider knows the viewer, whose account is not linked to it yet: the next log-in links it. */
export function linkAfterLogIn(): void {
  providerWaits = true
}

async function linkWaitingProvider(): Promise<void> {
  if (!providerWaits) return
  await api('/v1/account/providers', { method: 'POST' }).catch((error: unknown) => {
    // It was another account after all, and stays unlinked.
    if (!(error instanceof RequestRefused)) throw error
  })
}
