import { GroupCommit } from '#core/group_commit'
import { keepQualities } from './keep_qualities.js'
import { newerQuality } from './play_quality.js'
import { qualityFlush, qualityReports } from './quality_metrics.js'

/** Writes the reports of many players together, one row per play session. */
export const qualityWriter = new GroupCommit({
  keyOf: ({ sessionId }) => sessionId,
  merge: newerQuality,
  keepAll: keepQualities,
  measure({ rows, seconds, kept }) {
    qualityReports.inc({ outcome: kept ? 'kept' : 'failed' }, rows)
    qualityFlush.observe(seconds)
  },
})
