import logger from '@adonisjs/core/services/logger'
import type { EpisodeId, ProfileId, TitleId } from '#core/ids'

/** Where a profile stands in a film or an episode. Seconds. */
export interface ViewingProgress {
  /** Null for a film. */
  episodeId: EpisodeId | null
  positionSeconds: number
  durationSeconds: number
  finished: boolean
  watchedAt: Date
}

/** What a profile has begun of a title, newest first. */
type LoadProgress = (of: { profileId: ProfileId; titleId: TitleId }) => Promise<ViewingProgress[]>

/** How long a title's page waits for it. Milliseconds. */
const PATIENCE_MS = 3_000

/**
 * The module that keeps viewing progress says here how a title's page learns of it. Without an
 * answer, or in time, the page shows the title as if nothing was watched.
 */
class ViewingProgressSource {
  #load: LoadProgress | null = null

  register(load: LoadProgress | null): void {
    this.#load = load
  }

  async of(profileId: ProfileId, titleId: TitleId): Promise<ViewingProgress[]> {
    if (!this.#load) return []
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error('It took too long')), PATIENCE_MS)
    try {
      return await Promise.race([this.#load({ profileId, titleId }), late.promise])
    } catch (error) {
      logger.warn({ err: error }, 'A title is shown without viewing progress')
      return []
    } finally {
      clearTimeout(timer)
    }
  }
}

export const viewingProgress = new ViewingProgressSource()
