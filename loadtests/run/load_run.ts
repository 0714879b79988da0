import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../bin/role_process.js'
import { tool } from '#core/tools'
import { reportPage } from '../report/html.js'
import {
  countsOf,
  durationsOf,
  thresholdsOf,
  TRENDS,
  type K6Summary,
  type LoadResult,
} from '../report/result.js'
import { Samples } from '../report/samples.js'
import { K6Process } from './k6_process.js'
import { describeMachine } from './machine.js'
import type { LoadTest } from './tests.js'

/** What one run measures, all of it bounded. */
export interface LoadSettings {
  name: string
  url: string
  viewers: number
  steadySeconds: number
  starts: number
  stockStarts: number
  /** Empty: the script takes the first playable film. */
  titleId: string
}

const PROGRESS_EVERY_MS = 5000
const SHOWN_METRICS = [
  ...Object.keys(TRENDS),
  'acknowledged_positions',
  'compared_positions',
  'lost_positions',
]

const BROWSER_ARGUMENTS = [
  'no-sandbox',
  'disable-gpu',
  'mute-audio',
  'autoplay-policy=no-user-gesture-required',
  'disable-background-networking',
  'disable-component-update',
]

/** One run of one load test, from k6's start to the report. */
export class LoadRun {
  #k6: K6Process | null = null
  readonly #startedAt = Date.now()

  constructor(
    readonly test: LoadTest,
    readonly settings: LoadSettings,
    readonly resultsFolder: string,
    readonly tell: (line: string) => void
  ) {}

  /** Runs k6 and writes NAME.json and NAME.html. */
  async measure(): Promise<LoadResult> {
    const programs = {
      k6: await tool('k6'),
      chromium: this.test.usesBrowser ? await tool('chromium') : null,
    }
    await mkdir(this.resultsFolder, { recursive: true })
    const summaryFile = this.#file('summary.json')
    const samplesFile = this.#file('samples.json')
    try {
      await this.#runK6(programs, summaryFile, samplesFile)
      const summary = JSON.parse(await readFile(summaryFile, 'utf8')) as K6Summary
      const samples = await Samples.read(samplesFile, SHOWN_METRICS)
      return await this.#write(await this.#result(summary, samples, programs), samples)
    } finally {
      await Promise.all([rm(summaryFile, { force: true }), rm(samplesFile, { force: true })])
    }
  }

  /** Ends k6 early; `measure` then ends with what there is. */
  async stop(): Promise<void> {
    await this.#k6?.stop()
  }

  #file(ending: string): string {
    return join(this.resultsFolder, `${this.settings.name}.${ending}`)
  }

  async #runK6(
    programs: { k6: string; chromium: string | null },
    summaryFile: string,
    samplesFile: string
  ): Promise<void> {
    this.#k6 = new K6Process({
      program: programs.k6,
      script: this.test.script,
      environment: { ...this.#environment(summaryFile), ...browserEnvironment(programs.chromium) },
      samplesFile,
      statusPort: await freePort(),
      maxSeconds: this.#mostSeconds(),
      onLine: this.tell,
    })
    const progress = setInterval(() => void this.#tellProgress(), PROGRESS_EVERY_MS)
    try {
      const code = await this.#k6.ended
      if (![0, 99].includes(code)) this.tell(`k6 ended with ${code}`)
    } finally {
      clearInterval(progress)
    }
  }

  #environment(summaryFile: string): Record<string, string> {
    const { url, viewers, steadySeconds, starts, stockStarts, titleId } = this.settings
    return {
      LOAD_URL: url,
      LOAD_VIEWERS: String(viewers),
      LOAD_STEADY_SECONDS: String(steadySeconds),
      LOAD_LOG_INS_PER_SECOND: String(this.test.logInsPerSecond),
      LOAD_STARTS: String(starts),
      LOAD_STOCK_STARTS: String(stockStarts),
      LOAD_TITLE_ID: titleId,
      LOAD_RESULT_FILE: summaryFile,
    }
  }

  /** Longer than any script's own bound; only a k6 that hangs meets it. */
  #mostSeconds(): number {
    const ramp = this.settings.viewers / this.test.logInsPerSecond
    const browser = this.test.usesBrowser ? 180 + this.settings.starts * 60 : 0
    return Math.ceil(ramp + this.settings.steadySeconds + browser + 300)
  }

  async #tellProgress(): Promise<void> {
    const { metric, words } = this.test.progress
    const sample = await this.#k6?.metric(metric)
    const count = sample?.count
    const seconds = Math.round((Date.now() - this.#startedAt) / 1000)
    if (count !== undefined) this.tell(`${seconds} s: ${Math.round(count)} ${words}`)
  }

  async #result(
    summary: K6Summary,
    samples: Samples,
    programs: { k6: string; chromium: string | null }
  ): Promise<LoadResult> {
    const { name, url, viewers, steadySeconds, starts, stockStarts } = this.settings
    const { logInsPerSecond } = this.test
    const webProcesses = process.env.WEB_CONCURRENCY ?? '1'
    const amount: Record<string, number> = this.test.usesBrowser
      ? { starts, stockStarts }
      : {
          viewers,
          steadySeconds,
          logInsPerSecond,
          titles: this.test.titles,
          histories: this.test.histories,
        }
    const thresholds = thresholdsOf(summary)
    return {
      name,
      passed: thresholds.length > 0 && thresholds.every(({ passed }) => passed),
      startedAt: new Date(this.#startedAt).toISOString(),
      durationMs: Date.now() - this.#startedAt,
      settings: { url, webProcesses, ...amount },
      machine: await describeMachine(programs),
      thresholds,
      durations: durationsOf(samples),
      counts: countsOf(summary),
    }
  }

  async #write(result: LoadResult, samples: Samples): Promise<LoadResult> {
    const page = reportPage(result, this.test.report(result, samples))
    await writeFile(this.#file('json'), `${JSON.stringify(result, null, 2)}\n`)
    await writeFile(this.#file('html'), page)
    return result
  }
}

function browserEnvironment(chromium: string | null): Record<string, string> {
  if (!chromium) return {}
  return {
    K6_BROWSER_EXECUTABLE_PATH: chromium,
    K6_BROWSER_HEADLESS: 'true',
    K6_BROWSER_ARGS: BROWSER_ARGUMENTS.join(','),
  }
}
