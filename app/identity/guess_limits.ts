import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { errors as limiterErrors, type Limiter } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import identityConfig from '#config/identity'
import type { ProblemError } from '#core/problem'
import {
  E_EMAIL_TAKEN,
  E_PAIRING_NOT_FOUND,
  E_TOO_MANY_GUESSES,
  E_WRONG_CODE,
  E_WRONG_CREDENTIALS,
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
  E_EMAIL_TAKEN,
  E_WRONG_CODE,
  E_WRONG_PROOF,
  E_WRONG_PIN,
  E_PAIRING_NOT_FOUND,
]

function isWrongGuess(error: unknown): boolean {
  return WRONG_GUESSES.some((wrong) => error instanceof wrong)
}

/**
 * Limits guessing of passwords and of e-mails: wrong guesses at one e-mail from one address, and
 * wrong guesses from one address in all. As every limit has the address in its key, nobody can lock
 * somebody else out. Counted in Redis for all processes, or in this process while Redis is down.
 */
export class GuessLimits {
  /**
   * Runs `attempt`. Its wrong guesses count; a right one clears the count for this e-mail. The
   * count for the e-mail is taken before the attempt, so that parallel guesses cannot pass it.
   * @throws E_TOO_MANY_GUESSES with `retry-after` in seconds.
   */
  async guard<T>(guess: { address: string; email: string }, attempt: () => Promise<T>): Promise<T> {
    const network = networkOf(guess.address)
    const addressKey = keyOf('address', network)
    const accountKey = keyOf('account', `${network} ${guess.email.toLowerCase()}`)

    await this.#refuseWhenSpent(addressKey)
    await this.#take(accountKey)
    try {
      const answer = await attempt()
      await this.#on(identityConfig.guessesAtAccount, (limit) => limit.delete(accountKey))
      return answer
    } catch (error) {
      await (isWrongGuess(error)
        ? this.#on(identityConfig.guessesFromAddress, (limit) => limit.increment(addressKey))
        : this.#on(identityConfig.guessesAtAccount, (limit) => limit.decrement(accountKey)))
      throw error
    }
  }

  /**
   * Counts one against a limit of its own, whether it turns out right or wrong.
   * @throws E_TOO_MANY_GUESSES with `retry-after` in seconds.
   */
  async count(kind: string, whose: string, limit: Limit): Promise<void> {
    await this.#take(keyOf(kind, whose), limit)
  }

  async #take(key: string, limit: Limit = identityConfig.guessesAtAccount): Promise<void> {
    try {
      await this.#on(limit, (counter) => counter.consume(key))
    } catch (error) {
      if (!(error instanceof limiterErrors.E_TOO_MANY_REQUESTS)) throw error
      throw tooManyGuesses(error.response.availableIn)
    }
  }

  async #refuseWhenSpent(key: string): Promise<void> {
    const counted = await this.#on(identityConfig.guessesFromAddress, (limit) => limit.get(key))
    if (counted && counted.remaining <= 0) throw tooManyGuesses(counted.availableIn)
  }

  async #on<T>(limit: Limit, work: (limiter: Limiter) => Promise<T>): Promise<T> {
    try {
      return await withinPatience(work(limiter.use('redis', limit)))
    } catch (error) {
      if (error instanceof limiterErrors.E_TOO_MANY_REQUESTS) throw error
      return work(limiter.use('memory', limit))
    }
  }
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
