import impressions from '#config/impressions'
import { clock } from '#core/clock'
import { impressionPartitions } from '../impressions/impression_partitions.js'

const DAY_MS = 24 * 3_600_000

/** Makes room for the impressions of the next days, and drops those that are too old. */
export class TidyImpressions {
  async handle(): Promise<void> {
    await impressionPartitions.makeComing()
    await impressionPartitions.dropBefore(clock.now() - impressions.days * DAY_MS)
  }
}
