import { DailyPartitions } from '#core/daily_partitions'

/** Raw reports, by the day on which their play began. */
export const qualityPartitions = new DailyPartitions('playback.quality', 4_010_001)
