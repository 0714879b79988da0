import { inject } from '@adonisjs/core'
import { FindNextEpisode, FindPlayable, type Playable } from '#catalog'
import type { EpisodeId, ProfileId, TitleId } from '#core/ids'
import { isBegun } from '../viewing_rules.js'
import { FindProgress, type Progress } from './find_progress.js'

/** What a profile plays, and from where. */
export interface PlayPoint {
  playable: Playable
  /** Milliseconds; 0 when it was finished, or hardly begun. */
  resumeMs: number
}

/**
 * Finds what pressing play means. An episode or a film is itself, in two reads at once. A show is
 * the episode that the profile is in, the one after it when that is finished, and the first otherwise.
 */
@inject()
export class FindPlayPoint {
  constructor(
    protected findPlayable: FindPlayable,
    protected findProgress: FindProgress,
    protected findNextEpisode: FindNextEpisode
  ) {}

  async handle(input: {
    profileId: ProfileId
    country: string
    /** In which names are given, the best first. */
    languages: readonly string[]
    wanted:
      { titleId: TitleId; episodeId?: undefined } | { episodeId: EpisodeId; titleId?: undefined }
  }): Promise<PlayPoint | null> {
    const { wanted, ...viewing } = input
    const { profileId, country, languages } = viewing
    const [playable, progress] = await Promise.all([
      this.findPlayable.handle({ country, languages, ...wanted }),
      this.findProgress.handle({ profileId, ...wanted }),
    ])
    if (!playable) return null
    const here = { playable, resumeMs: resumeMsOf(progress) }
    const isShow = wanted.titleId !== undefined && playable.episodeId !== null
    if (!isShow || (progress?.episodeId === playable.episodeId && !progress.finished)) return here
    const episodeId = await this.#currentEpisode(progress)
    const point = episodeId && (await this.handle({ ...viewing, wanted: { episodeId } }))
    return point && isPlayableNow(point) ? point : { playable, resumeMs: 0 }
  }

  async #currentEpisode(progress: Progress | null): Promise<EpisodeId | null> {
    if (!progress?.episodeId) return null
    if (!progress.finished) return progress.episodeId
    const next = await this.findNextEpisode.handle({ episodeId: progress.episodeId })
    return next?.id ?? null
  }
}

function isPlayableNow({ playable }: PlayPoint): boolean {
  return playable.published && playable.stream !== null
}

function resumeMsOf(progress: Progress | null): number {
  if (!progress || progress.finished) return 0
  return isBegun(progress.positionMs, progress.durationMs) ? progress.positionMs : 0
}
