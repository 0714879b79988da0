import type { VideoRung } from '../ladder/ladder.js'

const MOST_COLUMNS = 10
const MOST_ROWS = 10

/** How thumbnails lie on their sheets, row by row from the top left. Sides in pixels. */
export interface ThumbnailGrid {
  /** Time between two thumbnails, s: the nth shows the picture at n times this. */
  intervalSeconds: number
  count: number
  width: number
  height: number
  columns: number
  rows: number
}

/** A thumbnail each 2 s for clips, 5 s up to an hour, 10 s above: a film has a few dozen sheets. */
export function thumbnailGrid(
  durationSeconds: number,
  rung: VideoRung,
  side: number
): ThumbnailGrid {
  const intervalSeconds = durationSeconds <= 600 ? 2 : durationSeconds <= 3600 ? 5 : 10
  const count = Math.max(1, Math.ceil(durationSeconds / intervalSeconds))
  const scale = Math.min(1, side / Math.max(rung.width, rung.height))
  const columns = Math.min(MOST_COLUMNS, count)
  return {
    intervalSeconds,
    count,
    width: Math.max(2, Math.round((rung.width * scale) / 2) * 2),
    height: Math.max(2, Math.round((rung.height * scale) / 2) * 2),
    columns,
    rows: Math.min(MOST_ROWS, Math.ceil(count / columns)),
  }
}
