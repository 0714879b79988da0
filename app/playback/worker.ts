import { registerRepeatedJob } from '#core/repeated_job'
import { RollUpQuality } from './actions/roll_up_quality.js'

registerRepeatedJob({
  name: 'playback-quality',
  cron: '*/10 * * * *',
  work: () => new RollUpQuality().handle(),
})
