import { registerRepeatedJob } from '#core/repeated_job'
import { RollUpPopularity } from './actions/roll_up_popularity.js'
import { RollUpQuality } from './actions/roll_up_quality.js'

registerRepeatedJob({
  name: 'playback-quality',
  cron: '*/10 * * * *',
  work: () => new RollUpQuality().handle(),
})

registerRepeatedJob({
  name: 'playback-popularity',
  cron: '5-59/10 * * * *',
  work: () => new RollUpPopularity().handle(),
})
