import { newId, type SeasonId, type TitleId } from '#core/ids'
import { edit, type Edit } from '../editing/edit.js'
import { E_NOT_A_SHOW } from '../errors.js'
import Season from '../models/season.js'
import Title from '../models/title.js'
import { refuseTakenNumber } from './refuse_taken.js'

export interface CreateSeasonInput extends Edit {
  titleId: TitleId
  number: number
  name?: string | null
}

/** Adds a season to a show. */
export class CreateSeason {
  /**
   * @throws E_TITLE_NOT_FOUND, E_EDITED_MEANWHILE
   * @throws E_NOT_A_SHOW
   * @throws E_NUMBER_TAKEN
   */
  async handle({ by, ifVersions, trx, ...input }: CreateSeasonInput): Promise<Season> {
    const { titleId, number } = input
    const id = newId<SeasonId>()
    const subject = { entity: 'season', id } as const
    return edit({ titleId }, { action: 'create', subject, by, ifVersions, trx }, async (client) => {
      const title = await Title.findOrFail(titleId, { client })
      if (title.kind !== 'show') throw new E_NOT_A_SHOW()
      return refuseTakenNumber(
        Season.create({ id, name: null, ...input }, { client }),
        `The show has a season ${number} already.`
      )
    })
  }
}
