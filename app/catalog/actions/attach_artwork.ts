import type { EpisodeId, TitleId } from '#core/ids'
import type { TitleArtworkKind } from '../artwork/artwork_kind.js'
import { renderArtwork } from '../artwork/render_artwork.js'
import { storeArtwork } from '../artwork/store_artwork.js'
import { E_EPISODE_NOT_FOUND, E_TITLE_NOT_FOUND } from '../errors.js'
import Episode from '../models/episode.js'
import Title from '../models/title.js'

export type AttachArtworkInput =
  | { titleId: TitleId; episodeId?: undefined; kind: TitleArtworkKind; image: Buffer }
  | { titleId?: undefined; episodeId: EpisodeId; kind: 'still'; image: Buffer }

/** Gives a title its poster or backdrop, or an episode its still, from an editor's picture. */
export class AttachArtwork {
  /**
   * @throws E_TITLE_NOT_FOUND
   * @throws E_EPISODE_NOT_FOUND
   * @throws E_ARTWORK_REFUSED
   */
  async handle(input: AttachArtworkInput): Promise<void> {
    if (input.titleId !== undefined) {
      if (!(await Title.find(input.titleId))) throw new E_TITLE_NOT_FOUND()
    } else if (!(await Episode.find(input.episodeId))) throw new E_EPISODE_NOT_FOUND()

    const picture = await renderArtwork(input.image, input.kind)
    const owner =
      input.titleId !== undefined ? { titleId: input.titleId } : { episodeId: input.episodeId }
    await storeArtwork(owner, input.kind, 'editor', picture)
  }
}
