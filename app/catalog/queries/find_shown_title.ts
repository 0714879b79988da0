import type { TitleId } from '#core/ids'
import { hot } from '#core/sql'
import { E_TITLE_NOT_FOUND } from '../errors.js'
import type { Viewing } from '../viewing.js'
import { COMING, SHOWN, viewingValues } from './viewing_sql.js'

export interface ShownTitle {
  id: TitleId
  /** Announced, and not out yet. */
  coming: boolean
}

const shownTitle = hot<ShownTitle>(
  'catalog.shown_title',
  `select t.id, ${COMING} as coming from catalog.titles t
   where t.id = $4 and ${SHOWN} and $3::text[] is not null`
)

/** Makes sure that a viewer may come across the title that a request names. */
export class FindShownTitle {
  /** @throws E_TITLE_NOT_FOUND */
  async handle(input: { titleId: TitleId; viewing: Viewing }): Promise<ShownTitle> {
    const title = await shownTitle.first([...viewingValues(input.viewing), input.titleId])
    if (!title) throw new E_TITLE_NOT_FOUND()
    return title
  }
}
