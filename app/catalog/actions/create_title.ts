import db from '@adonisjs/lucid/services/db'
import { newId, type TitleId } from '#core/ids'
import Title, { type TitleKind } from '../models/title.js'
import type { SkipMarker } from '../skip_marker.js'
import { writeCredits, writeGenres, type TitleDescription } from './describe_title.js'

export interface CreateTitleInput extends TitleDescription {
  kind: TitleKind
  /** Of a film. */
  skipMarkers?: SkipMarker[]
}

/** Begins a film or a show as a draft, which only editors see. */
export class CreateTitle {
  async handle({ genres = [], credits = [], ...columns }: CreateTitleInput): Promise<Title> {
    return db.transaction(async (trx) => {
      const title = await Title.create(
        {
          id: newId<TitleId>(),
          state: 'draft',
          language: 'en',
          skipMarkers: [],
          ...columns,
        },
        { client: trx }
      )
      await writeGenres(trx, title.id, genres)
      await writeCredits(trx, title.id, credits)
      return title
    })
  }
}
