import { registerRepeatedJob } from '#core/repeated_job'
import { ForgetOldPlays } from './actions/forget_old_plays.js'
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

registerRepeatedJob({
  name: 'playback-old-plays',
  cron: '20 3 * * *',
  work: () => new ForgetOldPlays().handle(),
})
