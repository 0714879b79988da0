import { newId, type EpisodeId, type SeasonId } from '#core/ids'
import { E_SEASON_NOT_FOUND } from '../errors.js'
import Episode from '../models/episode.js'
import Season from '../models/season.js'
import type { SkipMarker } from '../skip_marker.js'
import { refuseTakenNumber } from './refuse_taken_number.js'

export interface CreateEpisodeInput {
  seasonId: SeasonId
  number: number
  name: string
  synopsis?: string | null
  skipMarkers?: SkipMarker[]
}

/** Begins an episode as a draft. */
export class CreateEpisode {
  /**
   * @throws E_SEASON_NOT_FOUND
   * @throws E_NUMBER_TAKEN
   */
  async handle(input: CreateEpisodeInput): Promise<Episode> {
    const season = await Season.find(input.seasonId)
    if (!season) throw new E_SEASON_NOT_FOUND()
    return refuseTakenNumber(
      Episode.create({
        id: newId<EpisodeId>(),
        titleId: season.titleId,
        seasonNumber: season.number,
        state: 'draft',
        skipMarkers: [],
        ...input,
      }),
      `The season has an episode ${input.number} already.`
    )
  }
}
