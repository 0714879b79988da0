import { DailyPartitions } from '#core/daily_partitions'

/** Impressions, by the day on which they were received. */
export const impressionPartitions = new DailyPartitions('recommendations.impressions', 5_020_001)
