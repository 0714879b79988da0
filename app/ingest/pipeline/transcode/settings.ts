/** How the local transcoder works; the ladder says what it makes. */
export interface TranscodeSettings {
  /** x264 preset: time against size. */
  preset: 'ultrafast' | 'superfast' | 'veryfast' | 'faster' | 'fast' | 'medium' | 'slow'
  /** nice(2) of ffmpeg and Shaka Packager, so that requests are answered first: 0 to 19. */
  niceness: number
  posterCandidates: number
  /** Longer side of one thumbnail, pixels. */
  thumbnailSide: number
}

export const DEFAULT_TRANSCODE_SETTINGS: TranscodeSettings = {
  preset: 'veryfast',
  niceness: 10,
  posterCandidates: 12,
  thumbnailSide: 160,
}
