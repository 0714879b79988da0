import db from '@adonisjs/lucid/services/db'
import type { TitleId } from '#core/ids'
import { E_CATALOG_INCOMPLETE, E_TITLE_NOT_FOUND } from '../errors.js'
import Title from '../models/title.js'
import { missingForPublication, publicationPartsOf } from '../publication.js'
import type { SkipMarker } from '../skip_marker.js'
import { writeCredits, writeGenres, type TitleDescription } from './describe_title.js'

export interface UpdateTitleInput extends Partial<TitleDescription> {
  titleId: TitleId
  skipMarkers?: SkipMarker[]
}

/** Changes what is said of a title; what is left out stays as it is. */
export class UpdateTitle {
  /**
   * @throws E_TITLE_NOT_FOUND
   * @throws E_CATALOG_INCOMPLETE when a published title would lose a part that it needs
   */
  async handle({ titleId, genres, credits, ...columns }: UpdateTitleInput): Promise<Title> {
    return db.transaction(async (trx) => {
      const title = await Title.query({ client: trx }).where('id', titleId).forUpdate().first()
      if (!title) throw new E_TITLE_NOT_FOUND()
      await title.merge(columns).save()
      if (genres) await writeGenres(trx, titleId, genres)
      if (credits) await writeCredits(trx, titleId, credits)
      if (title.state === 'published') {
        const missing = missingForPublication((await publicationPartsOf(trx, titleId))!)
        if (missing.length > 0) throw new E_CATALOG_INCOMPLETE({ fields: missing })
      }
      return title
    })
  }
}
