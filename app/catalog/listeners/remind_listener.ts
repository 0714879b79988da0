import { setTimeout as pause } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { RemindOfTitle } from '../actions/remind_of_title.js'
import type { TitlePublished } from '../events.js'

/** How long an editor waits for Redis to take the mails. Milliseconds. */
const PATIENCE_MS = 1_000

/** Hears that a title is out. What does not come to its end here, the role `worker` does within a minute. */
export default class RemindListener {
  async handle({ titleId }: TitlePublished): Promise<void> {
    const reminding = new RemindOfTitle().handle({ titleId }).catch((error: unknown) => {
      logger.warn({ err: error, titleId }, 'Reminders wait for the worker')
    })
    await Promise.race([reminding, pause(PATIENCE_MS, undefined, { ref: false })])
  }
}
