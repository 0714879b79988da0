import { openBackend } from '#ml/backend'
import { newId, type DeviceId } from '#core/ids'
import { ViewersByEmails } from '#identity'
import { GenerateHistory, RunTraining, type TrainedOrNot } from '#recommendations'
import type { Choice } from '#ml/training/fit_chosen'
import { versions } from './versions.js'

export interface TasteLessons {
  /** Where package.json lies. */
  root: URL
  /** Generated viewers, and titles that each watches on average. */
  profiles: number
  perProfile: number
  /** Accounts whose profiles get a history of their own, of so many titles on average. */
  guests: { emails: readonly string[]; perProfile: number }
  choice: Choice
  budgetMs: number
  onStep: (words: string) => void
}

const SEED = 42
const K = 20
const COUNTRY = 'US'
/** As if they had been there all the time. */
const SINCE = 0

/**
 * Makes viewers with planted tastes over the catalogue that is there, in the place of those made
 * before, and has a model learn from them and serve. Answers what came of it.
 */
export async function teachTastes(lessons: TasteLessons): Promise<TrainedOrNot> {
  const { root, profiles, perProfile, guests, choice, budgetMs, onStep } = lessons
  const backend = await openBackend()
  const known = await new ViewersByEmails().handle({ emails: guests.emails })
  const viewers = known.map(({ accountId, profileId }) => ({
    ...{ accountId, profileId, deviceId: newId<DeviceId>(), country: COUNTRY, createdAt: SINCE },
  }))
  const made = await new GenerateHistory().handle({
    ...{ profiles, perProfile, seed: SEED, replace: true },
    guests: { viewers, perProfile: guests.perProfile },
  })
  onStep(`${made.profiles} viewers with tastes watched ${made.plays} times; a model learns from it`)
  return new RunTraining().handle({
    ...{ choice, split: 'last', k: K, seed: SEED, budgetMs, backend },
    versions: await versions(root),
  })
}
