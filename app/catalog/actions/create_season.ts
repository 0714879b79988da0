import { newId, type SeasonId, type TitleId } from '#core/ids'
import { E_NOT_A_SHOW, E_TITLE_NOT_FOUND } from '../errors.js'
import Season from '../models/season.js'
import Title from '../models/title.js'
import { refuseTakenNumber } from './refuse_taken_number.js'

/** Adds a season to a show. */
export class CreateSeason {
  /**
   * @throws E_TITLE_NOT_FOUND
   * @throws E_NOT_A_SHOW
   * @throws E_NUMBER_TAKEN
   */
  async handle(input: { titleId: TitleId; number: number; name?: string | null }): Promise<Season> {
    const title = await Title.find(input.titleId)
    if (!title) throw new E_TITLE_NOT_FOUND()
    if (title.kind !== 'show') throw new E_NOT_A_SHOW()
    return refuseTakenNumber(
      Season.create({ id: newId<SeasonId>(), name: null, ...input }),
      `The show has a season ${input.number} already.`
    )
  }
}
