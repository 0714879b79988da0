import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import type { EpisodeId, TitleId } from '#core/ids'
import type { StreamDescription } from '#ingest'
import type { ArtworkKind } from '../artwork/artwork_kind.js'
import { bestFrame, posterFromFrame } from '../artwork/frame_artwork.js'
import { renderArtwork, type RenderedArtwork } from '../artwork/render_artwork.js'
import { hangArtwork, storeFiles, type ArtworkOwner } from '../artwork/store_artwork.js'
import { edit } from '../editing/edit.js'
import { editEpisode } from './update_episode.js'

/** Cuts a poster, a backdrop and a still from a stream's frames, for what has none. */
export class MakeFrameArtwork {
  async handle(input: {
    titleId: TitleId
    episodeId?: EpisodeId
    stream: StreamDescription
  }): Promise<void> {
    const wanted = await missingArtwork(input)
    if (wanted.length === 0) return
    const frame = await bestFrame(await framesOf(input.stream))
    if (!frame) return
    for (const { owner, kind } of wanted) {
      const source = kind === 'poster' ? await posterFromFrame(frame) : frame
      const picture = await renderArtwork(source, kind)
      await storeFiles(kind, picture)
      await this.#hang(owner, kind, picture)
    }
  }

  async #hang(owner: ArtworkOwner, kind: ArtworkKind, picture: RenderedArtwork): Promise<void> {
    const change = { action: 'artwork' }
    if (owner.titleId === undefined) {
      return editEpisode(owner.episodeId, change, (_, trx) =>
        hangArtwork(trx, owner, kind, 'frame', picture)
      )
    }
    const subject = { entity: 'title', id: owner.titleId } as const
    return edit({ titleId: owner.titleId }, { ...change, subject }, (trx) =>
      hangArtwork(trx, owner, kind, 'frame', picture)
    )
  }
}

async function missingArtwork({
  titleId,
  episodeId,
}: {
  titleId: TitleId
  episodeId?: EpisodeId
}): Promise<{ owner: ArtworkOwner; kind: ArtworkKind }[]> {
  const there: { kind: ArtworkKind }[] = await db
    .from('catalog.artwork')
    .select('kind')
    .where('title_id', titleId)
    .if(episodeId, (query) => query.orWhere('episode_id', episodeId!))
  const kinds = new Set(there.map((row) => row.kind))
  const ofTitle = (['poster', 'backdrop'] as const).map((kind) => ({ owner: { titleId }, kind }))
  const ofEpisode = episodeId ? [{ owner: { episodeId }, kind: 'still' as const }] : []
  return [...ofTitle, ...ofEpisode].filter(({ kind }) => !kinds.has(kind))
}

/** A frame that cannot be read costs the artwork, never the video. */
async function framesOf({ basePath, posters }: StreamDescription): Promise<Buffer[]> {
  const disk = drive.use()
  const frames = await Promise.all(
    posters.map(async (poster) => {
      const key = `${basePath}/${poster}`
      try {
        return Buffer.from(await disk.getBytes(key))
      } catch (error) {
        logger.warn({ err: error, key }, 'A poster frame cannot be read')
        return null
      }
    })
  )
  return frames.filter((frame) => frame !== null)
}
