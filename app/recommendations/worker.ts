import { registerRepeatedJob } from '#core/repeated_job'
import { TidyImpressions } from './actions/tidy_impressions.js'

registerRepeatedJob({
  name: 'recommendations-impressions',
  cron: '15 * * * *',
  work: () => new TidyImpressions().handle(),
})
