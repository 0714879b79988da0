/** A shape of artwork, and the widths in pixels that it is kept in, smallest first. */
export const ARTWORK = {
  poster: { widthRatio: 2, heightRatio: 3, widths: [240, 480, 720] },
  backdrop: { widthRatio: 16, heightRatio: 9, widths: [480, 960, 1920] },
  still: { widthRatio: 16, heightRatio: 9, widths: [240, 480, 960] },
} as const

export type ArtworkKind = keyof typeof ARTWORK

/** Posters and backdrops belong to titles, stills to episodes. */
export type TitleArtworkKind = 'poster' | 'backdrop'

/** A rendered picture as the database keeps it: the files are named by the hash. */
export interface StoredArtwork {
  hash: string
  widths: number[]
  /** A few blurred pixels as a data URI, shown until the picture is there. */
  preview: string
}

/** Where a rendered picture is in storage, relative to its root. */
export function artworkKey(hash: string, kind: ArtworkKind, width: number): string {
  return `artwork/${hash}/${kind}-${width}.webp`
}
