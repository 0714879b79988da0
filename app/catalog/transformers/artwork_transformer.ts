import {
  ARTWORK,
  artworkPath,
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

/** All that a title may have, for its own page and for editors. */
export interface AllArtwork extends TitleArtwork {
  square: string | null
  squareSrcset: string | null
  squarePreview: string | null
  banner: string | null
  bannerSrcset: string | null
  bannerPreview: string | null
  logo: string | null
  logoSrcset: string | null
  logoPreview: string | null
}

export interface EpisodeArtwork {
  still: string | null
  stillSrcset: string | null
  stillPreview: string | null
}

function picture(kind: ArtworkKind, stored: StoredArtwork): Picture {
  const widths = [...stored.widths].sort((a, b) => a - b)
  const preferred = widths.findLast((width) => width <= ARTWORK[kind].widths[1]) ?? widths[0]!
  const url = (width: number) => `/${artworkPath(stored.hash, kind, width)}`
  return {
    url: url(preferred),
    srcset: widths.map((width) => `${url(width)} ${width}w`).join(', '),
    preview: stored.preview,
  }
}

type StoredTitleArtwork = Partial<Record<TitleArtworkKind, StoredArtwork>>

export function toTitleArtwork(stored: StoredTitleArtwork): TitleArtwork {
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

export function toAllArtwork(stored: StoredTitleArtwork): AllArtwork {
  const square = stored.square ? picture('square', stored.square) : null
  const banner = stored.banner ? picture('banner', stored.banner) : null
  const logo = stored.logo ? picture('logo', stored.logo) : null
  return {
    ...toTitleArtwork(stored),
    square: square?.url ?? null,
    squareSrcset: square?.srcset ?? null,
    squarePreview: square?.preview ?? null,
    banner: banner?.url ?? null,
    bannerSrcset: banner?.srcset ?? null,
    bannerPreview: banner?.preview ?? null,
    logo: logo?.url ?? null,
    logoSrcset: logo?.srcset ?? null,
    logoPreview: logo?.preview ?? null,
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
