import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { errors as limiterErrors, type Limiter } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import identityConfig from '#config/identity'
import type { ProblemError } from '#core/problem'
import {
  E_PAIRING_NOT_FOUND,
  E_TOO_MANY_GUESSES,
  E_WRONG_CODE,
  E_WRONG_CREDENTIALS,
  E_WRONG_MAILED_CODE,
  E_WRONG_PIN,
  E_WRONG_PROOF,
} from './errors.js'

type Limit = { requests: number; duration: string }

/** Redis that does not answer within this is treated as down. Milliseconds. */
const REDIS_PATIENCE_MS = 500

/**
 * What one subscriber can vary at will counts as one address: the last 64 bits of IPv6 (RFC 4291
 * section 2.5.4), and nothing of IPv4.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1] as string
  if (!isIPv6(address)) return address
  const [head = '', tail] = (address.split('%')[0] as string).toLowerCase().split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const left = groups(head)
  const right = tail === undefined ? [] : groups(tail)
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  const all = [...left, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...right]
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

const WRONG_GUESSES = [
  E_WRONG_CREDENTIALS,
  E_WRONG_CODE,
  E_WRONG_MAILED_CODE,
  E_WRONG_PROOF,
  E_WRONG_PIN,
  E_PAIRING_NOT_FOUND,
]

function isWrongGuess(error: unknown): boolean {
  return WRONG_GUESSES.some((wrong) => error instanceof wrong)
}

/** Somebody's try at something secret. */
export interface Guess {
  /** The address that the request came from. */
  address: string
  /** What is guessed at, for example `password of ada@example.com`; it is never kept as it is. */
  subject: string
  /** Set when the request comes from a device that its owner logged in on before (known_device.ts). */
  knownDevice?: string | null
}

/** One count that a guess adds to. */
interface Count {
  key: string
  limit: Limit
}

/**
 * Limits guessing. Strangers' wrong guesses count three times: at one subject from one network, from
 * one network in all, and at one subject from everywhere, so that neither many subjects nor many
 * networks help. The last would let strangers lock an owner out, so a device that the owner logged in
 * on before has a count of its own, and the strangers' do not hold it up (OWASP, "device cookies").
 * Counted in Redis for all processes, or in this process while Redis is down.
 */
export class GuessLimits {
  /**
   * Runs `attempt`. Its wrong guesses count; a right one clears the count of who made it. What
   * counts is taken before the attempt, so that parallel guesses cannot pass it.
   * @throws E_TOO_MANY_GUESSES with `retry-after` in seconds.
   */
  async guard<T>(guess: Guess, attempt: () => Promise<T>): Promise<T> {
    const network = networkOf(guess.address)
    const own = ownCount(guess, network)
    const shared = guess.knownDevice ? null : everywhereCount(guess)
    const fromNetwork = { key: keyOf('network', network), limit: identityConfig.guessesFromNetwork }

    if (!guess.knownDevice) await this.#refuseWhenSpent(fromNetwork)
    await this.#take(own)
    if (shared) await this.#takeOrGiveBack(shared, own)
    try {
      const answer = await attempt()
      await this.#on(own, (limit) => limit.delete(own.key))
      if (shared) await this.#giveBack(shared)
      return answer
    } catch (error) {
      if (!isWrongGuess(error)) {
        await this.#giveBack(own)
        if (shared) await this.#giveBack(shared)
      } else if (!guess.knownDevice) {
        await this.#on(fromNetwork, (limit) => limit.increment(fromNetwork.key))
      }
      throw error
    }
  }

  /**
   * Counts one against a limit of its own, whether it turns out right or wrong.
   * @throws E_TOO_MANY_GUESSES with `retry-after` in seconds.
   */
  async count(kind: string, whose: string, limit: Limit): Promise<void> {
    await this.#take({ key: keyOf(kind, whose), limit })
  }

  /**
   * Counts a request that makes a mail go to `email`: to one address from one network, from one
   * network in all, and to one address from everywhere; a known device has a count of its own. It is
   * counted before anybody looks whether the address has an account, so it tells nothing of that.
   * @throws E_TOO_MANY_GUESSES with `retry-after` in seconds.
   */
  async countMail(asked: Omit<Guess, 'subject'> & { email: string }): Promise<void> {
    const network = networkOf(asked.address)
    const email = asked.email.toLowerCase()
    const { mailsAsked, mailsAskedFromNetwork, mailsAskedEverywhere } = identityConfig
    if (asked.knownDevice) {
      return this.count('mail by device', `${asked.knownDevice} ${email}`, mailsAsked)
    }
    await this.count('mail', `${network} ${email}`, mailsAsked)
    await this.count('mail from', network, mailsAskedFromNetwork)
    await this.count('mail to', email, mailsAskedEverywhere)
  }

  async #take(count: Count): Promise<void> {
    try {
      await this.#on(count, (limit) => limit.consume(count.key))
    } catch (error) {
      if (!(error instanceof limiterErrors.E_TOO_MANY_REQUESTS)) throw error
      throw tooManyGuesses(error.response.availableIn)
    }
  }

  async #takeOrGiveBack(count: Count, taken: Count): Promise<void> {
    try {
      await this.#take(count)
    } catch (error) {
      await this.#giveBack(taken)
      throw error
    }
  }

  async #giveBack(count: Count): Promise<void> {
    await this.#on(count, (limit) => limit.decrement(count.key))
  }

  async #refuseWhenSpent(count: Count): Promise<void> {
    const counted = await this.#on(count, (limit) => limit.get(count.key))
    if (counted && counted.remaining <= 0) throw tooManyGuesses(counted.availableIn)
  }

  async #on<T>({ limit }: Count, work: (limiter: Limiter) => Promise<T>): Promise<T> {
    try {
      return await withinPatience(work(limiter.use('redis', limit)))
    } catch (error) {
      if (error instanceof limiterErrors.E_TOO_MANY_REQUESTS) throw error
      return work(limiter.use('memory', limit))
    }
  }
}

function ownCount(guess: Guess, network: string): Count {
  const subject = guess.subject.toLowerCase()
  const key = guess.knownDevice
    ? keyOf('device', `${guess.knownDevice} ${subject}`)
    : keyOf('subject', `${network} ${subject}`)
  return { key, limit: identityConfig.guessesAtSubject }
}

function everywhereCount({ subject }: Guess): Count {
  const key = keyOf('everywhere', subject.toLowerCase())
  return { key, limit: identityConfig.guessesEverywhere }
}

/** Keys are hashed, so that no address and no e-mail is kept in Redis. */
function keyOf(kind: string, value: string): string {
  return `guess:${kind}:${createHash('sha256').update(value).digest('base64url')}`
}

function tooManyGuesses(availableInSeconds: number): ProblemError {
  const minutes = Math.max(1, Math.ceil(availableInSeconds / 60))
  return new E_TOO_MANY_GUESSES({
    detail: `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    headers: { 'retry-after': String(Math.max(1, availableInSeconds)) },
  })
}

function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis did not answer in time')), REDIS_PATIENCE_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
