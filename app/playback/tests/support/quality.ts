import type { ApiClient } from '@japa/api-client'

/** A report of a play that started in 800 ms and went well for ten seconds. */
export const GOOD = {
  sequence: 1,
  deviceKind: 'web',
  network: 'wifi',
  playerVersion: 'web-1.0.0',
  startTimeMs: 800,
  playingMs: 10_000,
  rebuffers: 0,
  rebufferMs: 0,
  bitrateSwitches: 1,
  averageBitrate: 2_000_000,
  droppedFrames: 3,
  totalFrames: 300,
  errors: [] as { code: string; fatal: boolean }[],
  ended: false,
}

/** Sends a report as the player of a session does. */
export function report(client: ApiClient, session: { id: string; token: string }, more: object) {
  return client
    .post(`/v1/playback/sessions/${session.id}/quality`)
    .bearerToken(session.token)
    .json({ ...GOOD, ...more })
}
