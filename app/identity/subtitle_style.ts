/**
 * How a profile wants its subtitles: the user overrides that ANSI/CTA-708 asks players to offer
 * (47 CFR 79.103(c)), as a WebVTT player can draw them.
 */
export interface SubtitleStyle {
  /** Percent of the player's own size. */
  sizePercent: number
  /** `#rrggbb` */
  color: string
  /** `#rrggbb` */
  backgroundColor: string
  /** 0 (none) to 1 */
  backgroundOpacity: number
  /** 0 (none) to 1 */
  textOpacity: number
  edge: SubtitleEdge
  font: SubtitleFont
}

/** CTA-708 character edges. */
export const SUBTITLE_EDGES = ['none', 'raised', 'depressed', 'outline', 'shadow'] as const
export type SubtitleEdge = (typeof SUBTITLE_EDGES)[number]

/** CTA-708 font styles, without the two that no browser has. */
export const SUBTITLE_FONTS = [
  'sans-serif',
  'serif',
  'monospace-sans-serif',
  'monospace-serif',
  'casual',
] as const
export type SubtitleFont = (typeof SUBTITLE_FONTS)[number]

/** 47 CFR 79.103(c)(4): half to double the size. */
export const SUBTITLE_SIZES: [least: number, most: number] = [50, 200]
