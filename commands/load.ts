import { join } from 'node:path'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import { isLoopbackUrl } from '../loadtests/lib/loopback.js'
import { LoadRun } from '../loadtests/run/load_run.js'
import { Product } from '../loadtests/run/product.js'
import { LOAD_TESTS, type LoadTest } from '../loadtests/run/tests.js'

const RESULTS_FOLDER = 'loadtests/results'
const MOST_STARTS = 200

/**
 * Runs a load test with k6 against this machine: boots a product of its own, fills it, measures,
 * writes loadtests/results/NAME.json and NAME.html, and stops all that it started. Exits 1 when a
 * threshold was missed.
 */
export default class Load extends BaseCommand {
  static override commandName = 'load'
  static override description = 'Measure the product with k6 on this machine'
  static override help = [
    ...Object.entries(LOAD_TESTS).map(
      ([name, { words }]) => `{{ binaryName }}load ${name}: ${words}`
    ),
  ]

  @args.string({ description: Object.keys(LOAD_TESTS).join(', ') })
  declare test: string

  @flags.number({ description: 'How many viewers, each with an account' })
  declare viewers?: number

  @flags.string({ description: 'How long all of them watch, for example 90s or 5m' })
  declare duration?: string

  @flags.number({ description: 'Starts measured per network condition', default: 20 })
  declare starts: number

  @flags.number({ description: 'Starts of the stock player per network condition', default: 6 })
  declare stockStarts: number

  @flags.string({ description: 'A running service on this machine, instead of one of its own' })
  declare url?: string

  #product: Product | null = null
  #run: LoadRun | null = null
  #stopping: Promise<void> | null = null

  override async run() {
    const stop = () => void this.#stop()
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    try {
      await this.#measure()
    } catch (error) {
      this.exitCode = 1
      if (!this.#stopping) this.logger.error(error instanceof Error ? error.message : String(error))
    } finally {
      await this.#stop()
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
    }
  }

  async #measure(): Promise<void> {
    const test = LOAD_TESTS[this.test]
    if (!test)
      throw new Error(`No load test ${this.test}; there are ${Object.keys(LOAD_TESTS).join(', ')}`)
    const viewers = bounded('viewers', this.viewers ?? test.viewers.usual, 1, test.viewers.most)
    const starts = bounded('starts', this.starts, 1, MOST_STARTS)
    const accounts = test.usesBrowser ? accountsOfStarts(starts) : viewers
    const { url, titleId } = await this.#service(accounts, test)
    this.logger.info(`k6 runs ${test.script} against ${url}`)
    this.#run = new LoadRun(
      test,
      {
        name: this.test,
        url,
        viewers,
        steadySeconds: this.#steadySeconds(test),
        starts,
        stockStarts: bounded('stock-starts', this.stockStarts, 0, MOST_STARTS),
        titleId,
      },
      RESULTS_FOLDER,
      (line) => this.logger.log(line)
    )
    const result = await this.#run.measure()
    const files = join(RESULTS_FOLDER, this.test)
    if (this.#stopping) {
      this.exitCode = 130
      return this.logger.warning(`Stopped early; figures so far are in ${files}.json`)
    }
    this.logger.info(`${files}.json and ${files}.html`)
    if (result.passed) return this.logger.success('All thresholds held')
    this.exitCode = 1
    this.logger.error('A threshold was missed')
  }

  /** The service to measure: the given one, or one of its own with the film and the accounts. */
  async #service(accounts: number, test: LoadTest): Promise<{ url: string; titleId: string }> {
    if (this.url) {
      if (!isLoopbackUrl(this.url)) {
        throw new Error(`${this.url} is not on this machine. Load goes to loopback addresses only`)
      }
      if (test.usesBrowser)
        throw new Error(`${this.test} needs accounts that it makes itself; leave out --url`)
      this.logger.info(
        `${this.url} needs a film and the accounts; with its settings: node ace load:fill --accounts ${accounts}`
      )
      return { url: this.url, titleId: '' }
    }
    const dataDir = join(process.env.DATA_DIR ?? '.data', 'load')
    this.logger.info(`Starting PostgreSQL, Redis and web (data in ${dataDir})`)
    this.#product = await Product.prepare(dataDir)
    const { film, titles, histories } = test
    const { titleId } = await this.#product.fill({ accounts, film, titles, histories }, (words) =>
      this.logger.info(words)
    )
    await this.#product.start()
    return { url: this.#product.url, titleId }
  }

  #steadySeconds(test: LoadTest): number {
    const seconds = this.duration ? secondsOf(this.duration) : test.steadySeconds.usual
    return bounded('duration', seconds, 0, test.steadySeconds.most)
  }

  #stop(): Promise<void> {
    this.#stopping ??= (async () => {
      await this.#run?.stop()
      await this.#product?.stop()
    })()
    return this.#stopping
  }
}

/** Every start has an account of its own: a round without figures first, six starts at most in each. */
function accountsOfStarts(starts: number): number {
  return (starts + 1) * 6
}

/** Seconds of `90`, `90s`, `5m` or `1h`. */
function secondsOf(duration: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(duration) ?? []
  if (!count) throw new Error(`${duration} is not a duration; write 90s or 5m`)
  return Number(count) * { s: 1, m: 60, h: 3600 }[(unit ?? 's') as 's' | 'm' | 'h']
}

function bounded(name: string, value: number, least: number, most: number): number {
  if (Number.isFinite(value) && value >= least && value <= most) return value
  throw new Error(`--${name} must be from ${least} to ${most}`)
}
