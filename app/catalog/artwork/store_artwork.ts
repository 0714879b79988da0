import drive from '@adonisjs/drive/services/main'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId, type EpisodeId, type TitleId } from '#core/ids'
import { artworkKey, type ArtworkKind } from './artwork_kind.js'
import type { RenderedArtwork } from './render_artwork.js'

export type ArtworkOwner =
  { titleId: TitleId; episodeId?: undefined } | { titleId?: undefined; episodeId: EpisodeId }

/** Whether a picture came from an editor, or was cut from a frame of the video. */
export type ArtworkOrigin = 'editor' | 'frame'

/** Puts a rendered picture into storage, where nothing shows it yet. */
export async function storeFiles(
  kind: ArtworkKind,
  { hash, files }: RenderedArtwork
): Promise<void> {
  const disk = drive.use()
  await Promise.all(
    files.map(({ width, format, content }) =>
      disk.put(artworkKey(hash, kind, width, format), content, { contentType: `image/${format}` })
    )
  )
}

/**
 * Makes a stored picture its owner's. One from an editor replaces what was there; one from a frame
 * only fills a gap.
 */
export async function hangArtwork(
  trx: TransactionClientContract,
  owner: ArtworkOwner,
  kind: ArtworkKind,
  origin: ArtworkOrigin,
  { hash, preview, files }: RenderedArtwork
): Promise<void> {
  const column = owner.titleId ? 'title_id' : 'episode_id'
  await trx.rawQuery(
    `insert into catalog.artwork (id, ${column}, kind, hash, widths, preview, origin)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (${column}, kind) where ${column} is not null
     ${
       origin === 'editor'
         ? `do update set hash = excluded.hash, widths = excluded.widths,
              preview = excluded.preview, origin = excluded.origin`
         : 'do nothing'
     }`,
    [
      newId(),
      owner.titleId ?? owner.episodeId,
      kind,
      hash,
      [...new Set(files.map(({ width }) => width))],
      preview,
      origin,
    ]
  )
}
