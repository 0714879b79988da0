import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { EpisodeId, TitleId } from '#core/ids'
import type { ArtworkKind, TitleArtworkKind } from '../artwork/artwork_kind.js'
import { renderArtwork } from '../artwork/render_artwork.js'
import { hangArtwork, storeFiles } from '../artwork/store_artwork.js'
import { edit, type Edit } from '../editing/edit.js'
import { E_ARTWORK_NOT_FOUND, E_EPISODE_NOT_FOUND, E_TITLE_NOT_FOUND } from '../errors.js'
import Episode from '../models/episode.js'
import Title from '../models/title.js'
import { refuseLoss } from '../publication.js'
import { editEpisode } from './update_episode.js'

type Place =
  | { titleId: TitleId; episodeId?: undefined; kind: TitleArtworkKind }
  | { titleId?: undefined; episodeId: EpisodeId; kind: 'still' }

export type AttachArtworkInput = Place & { image: Buffer } & Edit

/** Gives a title one of its pictures, or an episode its still, from an editor's picture. */
export class AttachArtwork {
  /**
   * @throws E_TITLE_NOT_FOUND, E_EPISODE_NOT_FOUND, E_EDITED_MEANWHILE
   * @throws E_ARTWORK_REFUSED
   */
  async handle({ image, by, ifVersions, ...place }: AttachArtworkInput): Promise<void> {
    // Rendering takes seconds, so a title that is not there is found out first.
    if (place.titleId !== undefined) {
      if (!(await Title.find(place.titleId))) throw new E_TITLE_NOT_FOUND()
    } else if (!(await Episode.find(place.episodeId))) throw new E_EPISODE_NOT_FOUND()
    const picture = await renderArtwork(image, place.kind)
    await storeFiles(place.kind, picture)
    await editArtwork(place, { by, ifVersions }, (trx) =>
      hangArtwork(trx, ownerOf(place), place.kind, 'editor', picture)
    )
  }
}

/** Takes a picture away from a title or an episode. */
export class DetachArtwork {
  /**
   * @throws E_TITLE_NOT_FOUND, E_EPISODE_NOT_FOUND, E_EDITED_MEANWHILE
   * @throws E_ARTWORK_NOT_FOUND when there is none
   * @throws E_CATALOG_INCOMPLETE when a published title would lose what it needs
   */
  async handle({ by, ifVersions, ...place }: Place & Edit): Promise<void> {
    await editArtwork(place, { by, ifVersions }, async (trx) => {
      const key = place.titleId ? { title_id: place.titleId } : { episode_id: place.episodeId! }
      const gone = await trx
        .from('catalog.artwork')
        .where({ ...key, kind: place.kind })
        .delete()
      if (Number(gone) === 0) throw new E_ARTWORK_NOT_FOUND()
      if (!place.titleId) return
      const [title] = await trx.from('catalog.titles').where('id', place.titleId).select('state')
      if ((title as { state: string }).state !== 'published') return
      await refuseLoss(trx, place.titleId, [`artwork.${place.kind}`])
    })
  }
}

const ownerOf = (place: Place) =>
  place.titleId !== undefined ? { titleId: place.titleId } : { episodeId: place.episodeId }

async function editArtwork(
  place: { kind: ArtworkKind } & Place,
  by: Edit,
  work: (trx: TransactionClientContract) => Promise<void>
): Promise<void> {
  const change = { action: 'artwork', ...by }
  if (place.titleId === undefined) {
    return editEpisode(place.episodeId, change, (_, trx) => work(trx))
  }
  const { titleId } = place
  const subject = { entity: 'title', id: titleId } as const
  return edit({ titleId }, { ...change, subject }, work)
}
