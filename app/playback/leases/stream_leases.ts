import { createHash } from 'node:crypto'
import { once } from 'node:events'
import logger from '@adonisjs/core/services/logger'
import redis from '@adonisjs/redis/services/main'
import playback from '#config/playback'
import { clock } from '#core/clock'
import type { AccountId, DeviceId, PlaySessionId } from '#core/ids'
import { leaseFailures } from '../metrics.js'
import { END_LEASE, IS_ENDED, RENEW_LEASE, TAKE_LEASE } from './lease_scripts.js'

/** Who holds a lease. */
export interface LeaseHolder {
  accountId: AccountId
  sessionId: PlaySessionId
  deviceId: DeviceId
  /** Unix ms. */
  startedAt: number
}

/** A stream in use, as the account's other devices see it. */
export interface StreamInUse {
  deviceId: DeviceId
  titleName: string
  /** Unix ms. */
  startedAt: number
}

export type StopReason = 'ended' | 'device-ended' | 'stream-limit'
export type Renewal = { action: 'continue' } | { action: 'stop'; reason: StopReason }

/** How long to wait for Redis before playing goes on without it, in milliseconds. */
const PATIENCE_MS = 300

/** Failures are logged at most this often, in milliseconds: Redis may be away for a while. */
const LOG_EVERY_MS = 10_000

/** How long the end of a session or device is remembered: as long as its tokens could live. */
const REMEMBERED_MS = playback.sessionSeconds * 1000

const OUT_OF_TIME = Symbol('out of time')

function keysOf(accountId: AccountId) {
  // The braces keep an account's keys on one node of a Redis cluster.
  const account = `playback:{${accountId}}`
  return {
    leases: `${account}:leases`,
    streams: `${account}:streams`,
    endedSession: (id: PlaySessionId) => `${account}:ended-session:${id}`,
    endedDevice: (id: DeviceId) => `${account}:ended-device:${id}`,
  }
}

const digests = new Map<string, string>()

/** The name by which Redis remembers a script, so that its text is sent once and not with each play. */
function digestOf(script: string): string {
  const known = digests.get(script) ?? createHash('sha1').update(script).digest('hex')
  digests.set(script, known)
  return known
}

/**
 * The stream limit: each play holds a lease that its heartbeats renew, so a player that disappears
 * frees its place by itself. When Redis is away every question is answered in the viewer's favour.
 */
export class StreamLeases {
  #loggedAt = 0
  #ready: Promise<unknown> | null = null

  /**
   * Takes a lease; without a limit, only the right to begin. Answers the streams in use when the limit is met, `device-ended` when the device
   * was logged out meanwhile, and null when it was taken.
   */
  async take(
    holder: LeaseHolder,
    stream: { limit: number | null; titleName: string }
  ): Promise<StreamInUse[] | 'device-ended' | null> {
    const keys = keysOf(holder.accountId)
    const inUse = await this.#ask<string[] | 'device-ended'>(
      TAKE_LEASE,
      [keys.leases, keys.streams, keys.endedDevice(holder.deviceId)],
      this.#lease(holder, stream)
    )
    if (inUse === 'device-ended') return inUse
    if (!inUse || inUse.length === 0) return null
    return inUse.map((json) => JSON.parse(json) as StreamInUse)
  }

  /** Renews a lease, or says why the player must stop. */
  async renew(
    holder: LeaseHolder,
    stream: { limit: number | null; titleName: string }
  ): Promise<Renewal> {
    const keys = keysOf(holder.accountId)
    const answer = await this.#ask<'continue' | StopReason>(
      RENEW_LEASE,
      [
        ...[keys.leases, keys.streams],
        ...[keys.endedSession(holder.sessionId), keys.endedDevice(holder.deviceId)],
      ],
      [...this.#lease(holder, stream), holder.startedAt]
    )
    if (answer === null || answer === 'continue') return { action: 'continue' }
    return { action: 'stop', reason: answer }
  }

  /** Gives a lease back and remembers that the session has ended. */
  async end({ accountId, sessionId }: Pick<LeaseHolder, 'accountId' | 'sessionId'>): Promise<void> {
    const keys = keysOf(accountId)
    await this.#ask(
      END_LEASE,
      [keys.leases, keys.streams, keys.endedSession(sessionId)],
      [sessionId, 'ended', REMEMBERED_MS]
    )
  }

  /** Ends all that a device plays now: its heartbeats are told to stop, its licences refused. */
  async endDevice({ accountId, deviceId }: { accountId: AccountId; deviceId: DeviceId }) {
    await this.#ask(
      `return redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`,
      [keysOf(accountId).endedDevice(deviceId)],
      [clock.now(), REMEMBERED_MS]
    )
  }

  /** Forgets all that is kept of an account: its leases, and what of it has ended. */
  async forget(of: {
    accountId: AccountId
    deviceIds: readonly DeviceId[]
    sessionIds: readonly PlaySessionId[]
  }): Promise<void> {
    const keys = keysOf(of.accountId)
    await this.#ask(
      `return redis.call('DEL', unpack(KEYS))`,
      [
        ...[keys.leases, keys.streams],
        ...of.deviceIds.map(keys.endedDevice),
        ...of.sessionIds.map(keys.endedSession),
      ],
      []
    )
  }

  /** Whether a session was ended, by its player or with its device. */
  async isEnded(holder: LeaseHolder): Promise<boolean> {
    const keys = keysOf(holder.accountId)
    const answer = await this.#ask<number>(
      IS_ENDED,
      [keys.endedSession(holder.sessionId), keys.endedDevice(holder.deviceId)],
      [holder.startedAt]
    )
    return answer === 1
  }

  #lease(holder: LeaseHolder, stream: { limit: number | null; titleName: string }) {
    const now = clock.now()
    const inUse: StreamInUse = {
      deviceId: holder.deviceId,
      titleName: stream.titleName,
      startedAt: holder.startedAt,
    }
    const lease = [now, now + playback.leaseMs, stream.limit ?? 'none', holder.sessionId]
    return [...lease, JSON.stringify(inUse)]
  }

  /** Runs a script; null when Redis is away or too slow. */
  async #ask<Answer>(
    script: string,
    keys: string[],
    values: (string | number)[]
  ): Promise<Answer | null> {
    let patience: NodeJS.Timeout | undefined
    try {
      const answer = await Promise.race([
        this.#run(script, keys, values),
        new Promise<typeof OUT_OF_TIME>((resolve) => {
          patience = setTimeout(resolve, PATIENCE_MS, OUT_OF_TIME)
        }),
      ])
      if (answer === OUT_OF_TIME) throw new Error(`No answer in ${PATIENCE_MS} ms`)
      return answer as Answer
    } catch (error) {
      this.#failed(error)
      return null
    } finally {
      clearTimeout(patience)
    }
  }

  async #run(script: string, keys: string[], values: (string | number)[]): Promise<unknown> {
    const connection = redis.connection('main').ioConnection
    // At the start of the process the first question comes before the connection.
    if (connection.status === 'connecting' || connection.status === 'connect') {
      this.#ready ??= once(connection, 'ready').finally(() => (this.#ready = null))
      await this.#ready
    }
    return connection
      .evalsha(digestOf(script), keys.length, ...keys, ...values)
      .catch((error: Error) => {
        if (!error.message.startsWith('NOSCRIPT')) throw error
        return connection.eval(script, keys.length, ...keys, ...values)
      })
  }

  #failed(error: unknown): void {
    leaseFailures.inc()
    if (clock.now() - this.#loggedAt < LOG_EVERY_MS) return
    this.#loggedAt = clock.now()
    logger.warn({ err: error }, 'The stream limit cannot be asked; playing goes on without it')
  }
}

export const streamLeases = new StreamLeases()
