import { GroupCommit } from '#core/group_commit'
import { heartbeatBatch, heartbeatFlush, heartbeatsKept } from '../metrics.js'
import { keep } from './keep_observations.js'
import { mergeObservations, progressKeyOf, type Observation } from './observation.js'

/** Writes the heartbeats of many viewers together, one row per progress. */
export class HeartbeatWriter extends GroupCommit<Observation> {
  constructor(keepAll: (observations: Observation[]) => Promise<void> = keep) {
    super({
      keyOf: progressKeyOf,
      merge: mergeObservations,
      keepAll,
      measure({ rows, seconds, kept }) {
        heartbeatsKept.inc({ outcome: kept ? 'kept' : 'failed' }, rows)
        heartbeatFlush.observe(seconds)
        heartbeatBatch.observe(rows)
      },
    })
  }
}

export const heartbeatWriter = new HeartbeatWriter()
