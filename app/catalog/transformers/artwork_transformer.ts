import {
  ARTWORK,
  artworkKey,
  type ArtworkKind,
  type StoredArtwork,
  type TitleArtworkKind,
} from '../artwork/artwork_kind.js'

/** One picture as clients get it: a default address, all widths as a `srcset`, and a preview. */
interface Picture {
  url: string
  srcset: string
  preview: string
}

export interface TitleArtwork {
  poster: string | null
  posterSrcset: string | null
  posterPreview: string | null
  backdrop: string | null
  backdropSrcset: string | null
  backdropPreview: string | null
}

export interface EpisodeArtwork {
  still: string | null
  stillSrcset: string | null
  stillPreview: string | null
}

function picture(kind: ArtworkKind, stored: StoredArtwork): Picture {
  const widths = [...stored.widths].sort((a, b) => a - b)
  const preferred = widths.findLast((width) => width <= ARTWORK[kind].widths[1]) ?? widths[0]!
  const url = (width: number) => `/${artworkKey(stored.hash, kind, width)}`
  return {
    url: url(preferred),
    srcset: widths.map((width) => `${url(width)} ${width}w`).join(', '),
    preview: stored.preview,
  }
}

export function toTitleArtwork(
  stored: Partial<Record<TitleArtworkKind, StoredArtwork>>
): TitleArtwork {
  const poster = stored.poster ? picture('poster', stored.poster) : null
  const backdrop = stored.backdrop ? picture('backdrop', stored.backdrop) : null
  return {
    poster: poster?.url ?? null,
    posterSrcset: poster?.srcset ?? null,
    posterPreview: poster?.preview ?? null,
    backdrop: backdrop?.url ?? null,
    backdropSrcset: backdrop?.srcset ?? null,
    backdropPreview: backdrop?.preview ?? null,
  }
}

export function toEpisodeArtwork(stored: StoredArtwork | null): EpisodeArtwork {
  const still = stored ? picture('still', stored) : null
  return {
    still: still?.url ?? null,
    stillSrcset: still?.srcset ?? null,
    stillPreview: still?.preview ?? null,
  }
}
