import type { SeasonId, TitleId } from '#core/ids'
import { edit, type Edit } from '../editing/edit.js'
import { E_SEASON_NOT_FOUND } from '../errors.js'
import Season from '../models/season.js'
import { refuseTakenNumber } from './refuse_taken.js'

export interface UpdateSeasonInput extends Edit {
  seasonId: SeasonId
  number?: number
  name?: string | null
}

/** Gives a season another number or name; its episodes go with it. */
export class UpdateSeason {
  /**
   * @returns the show
   * @throws E_SEASON_NOT_FOUND, E_EDITED_MEANWHILE
   * @throws E_NUMBER_TAKEN
   */
  async handle(input: UpdateSeasonInput): Promise<TitleId> {
    const { seasonId, by, ifVersions, trx, ...columns } = input
    const { titleId } = await showOfSeason(seasonId, trx)
    const subject = { entity: 'season', id: seasonId } as const
    await edit({ titleId }, { action: 'update', subject, by, ifVersions, trx }, async (client) => {
      const season = await Season.find(seasonId, { client })
      if (!season) throw new E_SEASON_NOT_FOUND()
      await refuseTakenNumber(
        season.merge(columns).save(),
        `The show has a season ${columns.number} already.`
      )
    })
    return titleId
  }
}

/** Takes a season out of its show, with its episodes. */
export class DeleteSeason {
  /**
   * @returns the show
   * @throws E_SEASON_NOT_FOUND, E_EDITED_MEANWHILE
   */
  async handle({ seasonId, by, ifVersions }: { seasonId: SeasonId } & Edit): Promise<TitleId> {
    const { titleId } = await showOfSeason(seasonId)
    const subject = { entity: 'season', id: seasonId } as const
    await edit({ titleId }, { action: 'delete', subject, by, ifVersions }, (trx) =>
      trx.from('catalog.seasons').where('id', seasonId).delete()
    )
    return titleId
  }
}

/** @throws E_SEASON_NOT_FOUND */
export async function showOfSeason(seasonId: SeasonId, client?: Edit['trx']): Promise<Season> {
  const season = await Season.find(seasonId, client ? { client } : undefined)
  if (!season) throw new E_SEASON_NOT_FOUND()
  return season
}
