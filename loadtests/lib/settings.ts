import { isLoopbackUrl } from './loopback.ts'

/** What `npm run load` passes to a script by the environment; each has a default for a bare `k6 run`. */
export interface Settings {
  /** Where the service is, without a trailing slash. */
  url: string
  viewers: number
  /** Length of the part in which all viewers watch, in seconds; the ramp comes before it. */
  steadySeconds: number
  /** Viewers who log in per second during the ramp. argon2id takes about 16 ms of one core each. */
  logInsPerSecond: number
  /** Starts measured per network condition. */
  starts: number
  /** Starts of the stock player measured per network condition. */
  stockStarts: number
  /** Title that is played; when empty, the first playable film of the catalogue. */
  titleId: string
  resultFile: string
}

export const settings: Settings = {
  url: loopback(__ENV.LOAD_URL ?? 'http://127.0.0.1:3333'),
  viewers: number('LOAD_VIEWERS', 2000),
  steadySeconds: number('LOAD_STEADY_SECONDS', 120),
  logInsPerSecond: number('LOAD_LOG_INS_PER_SECOND', 25),
  starts: number('LOAD_STARTS', 20),
  stockStarts: number('LOAD_STOCK_STARTS', 6),
  titleId: __ENV.LOAD_TITLE_ID ?? '',
  resultFile: __ENV.LOAD_RESULT_FILE ?? '',
}

function number(name: string, fallback: number): number {
  const value = Number(__ENV[name] ?? fallback)
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} is not a number of 0 or more`)
  return value
}

function loopback(url: string): string {
  if (!isLoopbackUrl(url))
    throw new Error(`${url} is not on this machine; load goes to loopback only`)
  return url.replace(/\/+$/, '')
}
