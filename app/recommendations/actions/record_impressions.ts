import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock'
import type { Id, ProfileId } from '#core/ids'
import { RequestRate } from '#core/request_rate'
import { E_IMPRESSIONS_NOT_KEPT } from '../errors.js'
import { armOf, modelOfArm } from '../experiments/experiment.js'
import { runningExperiment } from '../experiments/running_experiment.js'
import type { Impression, ReportedImpression } from '../impressions/impression.js'
import { impressionWriter } from '../impressions/impression_writer.js'

/** A page reports every few seconds while someone scrolls, and when it is hidden. */
const rate = new RequestRate<ProfileId>(60)

/**
 * Takes what a profile was shown and clicked, and returns when it is on disk: written together with
 * that of others. It reads no database row. Which arm a profile is in is never taken from a client,
 * and an impression counts for it only if the arm's own model chose the rail: a page that was open
 * since before the experiment counts for none.
 * @throws E_TOO_MANY_REQUESTS
 * @throws E_IMPRESSIONS_NOT_KEPT when they are not on disk; they may be sent again
 */
export class RecordImpressions {
  async handle(input: {
    profileId: ProfileId
    viewId: Id<string>
    events: readonly ReportedImpression[]
  }): Promise<void> {
    const { profileId, viewId } = input
    rate.count(profileId)
    const receivedAt = clock.now()
    const arm = armNow(profileId)
    const impressions = input.events.map(({ agoMs, ...seen }): Impression => {
      const experiment = seen.model !== undefined && arm?.model === seen.model ? arm : null
      return { ...seen, profileId, viewId, receivedAt, at: receivedAt - agoMs, experiment }
    })
    try {
      await Promise.all(impressions.map((seen) => impressionWriter.record(seen)))
    } catch (error) {
      logger.error({ err: error }, 'A batch of impressions was not kept')
      throw new E_IMPRESSIONS_NOT_KEPT({ headers: { 'retry-after': '5' }, cause: error })
    }
  }
}

function armNow(profileId: ProfileId) {
  const experiment = runningExperiment.current()
  if (!experiment) return null
  const arm = armOf(profileId, experiment)
  return { id: experiment.id, arm, model: modelOfArm(experiment, arm) }
}
