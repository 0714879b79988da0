import training from '#config/training'
import { registerRepeatedJob } from '#core/repeated_job'
import { TidyImpressions } from './actions/tidy_impressions.js'
import { trainTonight } from './training/nightly.js'

registerRepeatedJob({
  name: 'recommendations-impressions',
  cron: '15 * * * *',
  work: () => new TidyImpressions().handle(),
})

registerRepeatedJob({
  name: 'recommendations-training',
  cron: `0 ${training.hour} * * *`,
  timeZone: training.timeZone,
  work: trainTonight,
})
