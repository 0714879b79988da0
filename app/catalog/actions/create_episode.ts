import { newId, type EpisodeId, type SeasonId } from '#core/ids'
import { edit, type Edit } from '../editing/edit.js'
import { E_SEASON_NOT_FOUND } from '../errors.js'
import Episode from '../models/episode.js'
import Season from '../models/season.js'
import type { SkipMarker } from '../skip_marker.js'
import { refuseTakenNumber } from './refuse_taken.js'
import { showOfSeason } from './update_season.js'

export interface EpisodeDescription {
  number: number
  name: string
  synopsis?: string | null
  skipMarkers?: SkipMarker[]
}

export type CreateEpisodeInput = EpisodeDescription & Edit & { seasonId: SeasonId }

/** Begins an episode as a draft. */
export class CreateEpisode {
  /**
   * @throws E_SEASON_NOT_FOUND, E_EDITED_MEANWHILE
   * @throws E_NUMBER_TAKEN
   */
  async handle({ by, ifVersions, trx, ...input }: CreateEpisodeInput): Promise<Episode> {
    const { titleId } = await showOfSeason(input.seasonId, trx)
    const id = newId<EpisodeId>()
    const subject = { entity: 'episode', id } as const
    return edit({ titleId }, { action: 'create', subject, by, ifVersions, trx }, async (client) => {
      const season = await Season.find(input.seasonId, { client })
      if (!season) throw new E_SEASON_NOT_FOUND()
      const draft = { id, titleId, seasonNumber: season.number, state: 'draft' } as const
      return refuseTakenNumber(
        Episode.create({ ...draft, skipMarkers: [], ...input }, { client }),
        `The season has an episode ${input.number} already.`
      )
    })
  }
}
