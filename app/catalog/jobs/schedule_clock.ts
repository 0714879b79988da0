import { setTimeout as startTimer } from 'node:timers'
import logger from '@adonisjs/core/services/logger'
import { databaseTime, KeepSchedule, untilNextDue } from '../actions/keep_schedule.js'

/**
 * The longest sleep: what an editor schedules meanwhile is seen by then. Milliseconds. A look costs six
 * reads of the first row of an index.
 */
const LONGEST_SLEEP_MS = 1_000

/**
 * Keeps the schedule while a worker runs: looks what is due, sleeps until the next moment at which
 * something will be, and never longer than a second. It holds nothing that a restart could lose.
 * @returns a function that ends it
 */
export function runScheduleClock(): () => void {
  let timer: NodeJS.Timeout | null = null
  let ended = false
  let failing = false

  const round = async () => {
    let sleepMs = LONGEST_SLEEP_MS
    try {
      const since = await databaseTime()
      const more = await new KeepSchedule().handle()
      sleepMs = more ? 0 : ((await untilNextDue(since)) ?? LONGEST_SLEEP_MS)
      failing = false
    } catch (error) {
      // Once, not each second: a database that is away is nothing that the log needs more often.
      if (!failing) logger.error({ err: error }, 'The schedule of the catalogue cannot be kept')
      failing = true
    }
    if (ended) return
    timer = startTimer(round, Math.min(Math.max(sleepMs, 0), LONGEST_SLEEP_MS)).unref()
  }
  void round()
  return () => {
    ended = true
    if (timer) clearTimeout(timer)
  }
}
