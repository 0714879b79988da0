import type { TitleId } from '#core/ids'
import { edit, type Edit } from '../editing/edit.js'
import Title, { type ExtraKind } from '../models/title.js'
import { refuseLoss } from '../publication.js'
import type { SkipMarker } from '../skip_marker.js'
import { writeParts, type TitleDescription } from './describe_title.js'
import { refuseTakenExternalId } from './refuse_taken.js'

export interface UpdateTitleInput extends Partial<TitleDescription>, Edit {
  titleId: TitleId
  /** Of an extra. */
  extraKind?: ExtraKind
  /** Of an extra: its place among those of its parent. */
  position?: number
  skipMarkers?: SkipMarker[]
}

/** Changes what is said of a title; what is left out stays as it is. */
export class UpdateTitle {
  /**
   * @throws E_TITLE_NOT_FOUND
   * @throws E_EDITED_MEANWHILE
   * @throws E_EXTERNAL_ID_TAKEN
   * @throws E_CATALOG_INCOMPLETE when a published title would lose a part that it needs
   * @throws E_INVALID_REQUEST, see `writeParts`
   */
  async handle({ titleId, by, ifVersions, trx, ...input }: UpdateTitleInput): Promise<Title> {
    const { genres, tags, credits, ratings, availability, translations, ...columns } = input
    const subject = { entity: 'title', id: titleId } as const
    const change = { action: 'update', subject, by, ifVersions, trx }
    return edit({ titleId }, change, async (client) => {
      const title = await Title.findOrFail(titleId, { client })
      // What only an extra has a place for.
      const { extraKind, position, ...others } = columns
      await refuseTakenExternalId(title.merge(title.kind === 'extra' ? columns : others).save())
      const parts = { genres, tags, credits, ratings, availability, translations }
      await writeParts(client, titleId, parts)
      if (title.state === 'published') await refuseLoss(client, titleId, Object.keys(input))
      return title
    })
  }
}
