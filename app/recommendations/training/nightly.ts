import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import training from '#config/training'
import { clock } from '#core/clock'
import type { Occasion } from '#core/repeated_job'
import { trainInProcess } from './train_in_process.js'

export type NightlyOutcome = 'trained' | 'not due' | 'another training runs'

/**
 * The training of the night, in a process of its own. A worker that starts makes up for a night that
 * was missed; a training that failed is tried again by its queue, and then the next night.
 * @throws Error with what the process said, when it failed
 */
export async function trainTonight(
  { atStart, signal }: Occasion,
  run: typeof trainInProcess = trainInProcess
): Promise<NightlyOutcome> {
  const due = lastDue(clock.now(), training)
  const isDue = atStart ? await nightWasMissed(due) : !(await isDoneSince(due))
  if (!isDue) return 'not due'
  return run({ budgetMinutes: training.budgetMinutes, signal })
}

/** The newest moment at or before `now` at which a training was to begin. */
export function lastDue(now: number, { hour, timeZone }: { hour: number; timeZone: string }): Date {
  const today = DateTime.fromMillis(now, { zone: timeZone }).startOf('day').set({ hour })
  const due = today.toMillis() <= now ? today : today.minus({ days: 1 }).set({ hour })
  return due.toJSDate()
}

const runs = () => db.from('recommendations.training_runs')

async function isDoneSince(due: Date): Promise<boolean> {
  const done = await runs()
    .where('started_at', '>=', due)
    .whereIn('outcome', ['promoted', 'kept', 'skipped'])
    .first()
  return done !== null
}

/** Where none ever ran, none was missed: a service that is tried out does not begin to train. */
async function nightWasMissed(due: Date): Promise<boolean> {
  const newest = await runs().orderBy('id', 'desc').select('started_at').first()
  return newest !== null && newest.started_at < due
}
