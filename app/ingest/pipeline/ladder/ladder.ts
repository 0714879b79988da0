import type { Rational } from '../inspect/source_probe.js'

/** SD and HD have keys of their own, so that a plan can withhold HD. */
export type KeyTier = 'sd' | 'hd'

/** One video rendition to make. Rates in bits/s, sides in pixels (square, even). */
export interface VideoRung {
  /** Names the rung and its folder: `480p`. */
  name: string
  /** Lines of the 16:9 frame that it fills: 1920x800 is a 1080-line rung. */
  lines: number
  width: number
  height: number
  frameRate: Rational
  /** Peak rate; quality (`crf`) decides below it. */
  maxBitrate: number
  /** Decoder buffer (VBV) in bits: how much of the peak rate may come at once. */
  bufferBits: number
  crf: number
  profile: 'main' | 'high'
  keyTier: KeyTier
}

/** One audio rendition to make, AAC-LC at 48 kHz. */
export interface AudioRendition {
  name: string
  sourceIndex: number
  language: string
  label: string
  channels: 1 | 2 | 6
  /** bits/s */
  bitrate: number
}

/** One WebVTT track to make of a source's own subtitles. */
export interface TextRendition {
  name: string
  sourceIndex: number
  language: string
  label: string
  forced: boolean
}

/** Everything that will be made of a source, decided before anything starts. */
export interface Ladder {
  /** Steady rate of the rungs that keep the source's motion. */
  frameRate: Rational
  deinterlace: boolean
  /** Lowest first; never empty. */
  video: VideoRung[]
  /** Lowest rate first within a language; empty for a silent film. */
  audio: AudioRendition[]
  text: TextRendition[]
}
