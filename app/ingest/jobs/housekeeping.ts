import logger from '@adonisjs/core/services/logger'
import { RecoverTranscodeJobs } from '../actions/recover_transcode_jobs.js'
import { SweepWorkArea } from '../actions/sweep_work_area.js'
import { isOutage } from '../through_outage.js'

const RECOVER_EVERY_MS = 5_000
const SWEEP_EVERY_MS = 600_000

/**
 * Keeps jobs going and the disk clear while a worker runs.
 * @returns a function that ends it
 */
export function keepHouse(): () => void {
  const timers = [
    every(RECOVER_EVERY_MS, 'Jobs could not be recovered', () =>
      new RecoverTranscodeJobs().handle()
    ),
    every(SWEEP_EVERY_MS, 'The work area could not be swept', () => new SweepWorkArea().handle()),
  ]
  return () => timers.forEach((timer) => clearInterval(timer))
}

function every(ms: number, complaint: string, work: () => Promise<unknown>): NodeJS.Timeout {
  let busy = false
  const round = async () => {
    if (busy) return
    busy = true
    try {
      await work()
    } catch (error) {
      if (!isOutage(error)) logger.error({ err: error }, complaint)
    } finally {
      busy = false
    }
  }
  void round()
  return setInterval(round, ms).unref()
}
