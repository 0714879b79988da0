import { IANAZone } from 'luxon'
import env from '#start/env'

const hour = env.get('TRAINING_HOUR') ?? 4
if (!Number.isInteger(hour) || hour < 0 || hour > 23) {
  throw new Error(`TRAINING_HOUR must be an hour from 0 to 23, not ${hour}`)
}

const timeZone = env.get('TRAINING_TIME_ZONE') ?? 'UTC'
if (!IANAZone.isValidZone(timeZone)) {
  throw new Error(`TRAINING_TIME_ZONE must be the name of a time zone, not "${timeZone}"`)
}

const budgetMinutes = env.get('TRAINING_BUDGET_MINUTES') ?? 30
if (!(budgetMinutes >= 1 && budgetMinutes <= 1440)) {
  throw new Error(`TRAINING_BUDGET_MINUTES must lie between 1 and 1440, not ${budgetMinutes}`)
}

/** When the recommender learns from the day, and how long it may take. */
export default {
  /** Hour of the day at which it begins. */
  hour,
  /** Time zone of the hour (IANA). */
  timeZone,
  budgetMinutes,
}
