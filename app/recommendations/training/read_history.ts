import { ListTitleDescriptions, StreamOpinions } from '#catalog'
import type { ProfileId } from '#core/ids'
import { StreamViewedTitles } from '#playback'
import {
  buildInteractions,
  type BuiltInteractions,
  type WatchEvent,
} from '#ml/dataset/build_interactions'
import { buildTitleFeatures } from '#ml/dataset/build_title_features'
import type { TitleFeatures } from '#ml/dataset/title_features'
import { ListResets } from '../queries/list_resets.js'

export interface History extends BuiltInteractions {
  features: TitleFeatures
}

/**
 * What viewers watched and said, as a matrix of profiles × all published titles, and what those are.
 * What was taken out of a history, what was watched before a profile began anew, and whoever was
 * deleted, is not in it.
 * @param now Unix time in seconds
 * @throws E_TOO_LITTLE_DATA with fewer than two profiles, or two titles, with a like
 */
export async function readHistory(now: number): Promise<History> {
  const titles = await new ListTitleDescriptions().handle()
  const titleIds = titles.map(({ titleId }) => titleId)
  const built = await buildInteractions(events(), { titles: titleIds, now, recency: true })
  return { ...built, features: buildTitleFeatures(titles) }
}

async function* events(): AsyncGenerator<WatchEvent> {
  const resets = await new ListResets().handle()
  const isForgotten = (profileId: ProfileId, at: Date) => {
    const resetAt = resets.get(profileId)
    return resetAt !== undefined && at < resetAt
  }
  for await (const viewed of new StreamViewedTitles().handle()) {
    const { profileId: profile, titleId: title, completion, secondsWatched, repeats } = viewed
    if (isForgotten(profile, viewed.watchedAt)) continue
    const time = seconds(viewed.watchedAt)
    yield { profile, title, time, completion, secondsWatched, repeats }
  }
  for await (const { profileId, titleId, opinion, givenAt } of new StreamOpinions().handle()) {
    if (isForgotten(profileId, givenAt)) continue
    const time = seconds(givenAt)
    yield { profile: profileId, title: titleId, time, completion: null, opinion }
  }
}

function seconds(date: Date): number {
  return date.getTime() / 1000
}
