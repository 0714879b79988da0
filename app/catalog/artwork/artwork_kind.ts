/** A shape of artwork, and the widths in pixels that it is kept in, smallest first. */
export const ARTWORK = {
  poster: { widthRatio: 2, heightRatio: 3, widths: [240, 480, 720] },
  backdrop: { widthRatio: 16, heightRatio: 9, widths: [480, 960, 1920] },
  square: { widthRatio: 1, heightRatio: 1, widths: [240, 480, 960] },
  banner: { widthRatio: 3, heightRatio: 1, widths: [600, 1200, 1920] },
  /** Keeps its own ratio and its transparency: it is laid over other pictures. */
  logo: { widthRatio: null, heightRatio: null, widths: [240, 480, 960] },
  still: { widthRatio: 16, heightRatio: 9, widths: [240, 480, 960] },
} as const

export type ArtworkKind = keyof typeof ARTWORK

/** Those that are cut to a shape of their kind. */
export type CutArtworkKind = Exclude<ArtworkKind, 'logo'>

/** Stills belong to episodes, all others to titles. */
export const TITLE_ARTWORK = ['poster', 'backdrop', 'square', 'banner', 'logo'] as const
export type TitleArtworkKind = (typeof TITLE_ARTWORK)[number]

/** Every width is kept in each of these. */
export const ARTWORK_FORMATS = ['avif', 'webp'] as const
export type ArtworkFormat = (typeof ARTWORK_FORMATS)[number]

/** A rendered picture as the database keeps it: the files are named by the hash. */
export interface StoredArtwork {
  hash: string
  widths: number[]
  /** A few blurred pixels as a data URI, shown until the picture is there. */
  preview: string
}

/** Where a rendered picture is in storage, relative to its root. */
export function artworkKey(
  hash: string,
  kind: ArtworkKind,
  width: number,
  format: ArtworkFormat
): string {
  return `${artworkPath(hash, kind, width)}.${format}`
}

/** Its address: the format is the best that a client accepts, so it is not in the name. */
export function artworkPath(hash: string, kind: ArtworkKind, width: number): string {
  return `artwork/${hash}/${kind}-${width}`
}
