import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { timestamp } from '../packaging/text_tracks.js'
import type { Transcoded } from '../transcode/transcode.js'
import type { ThumbnailGrid } from '../transcode/thumbnail_grid.js'

export const THUMBNAIL_TRACK = 'thumbnails.vtt'
const SHEET_QUALITY = 72

/** Where a player finds the pictures for its seek bar. Paths relative to the asset. */
export interface ThumbnailTrack {
  vtt: string
  sheets: string[]
  columns: number
  rows: number
  /** Of one thumbnail, pixels. */
  width: number
  height: number
  intervalSeconds: number
}

/**
 * Lays thumbnails on sheets and writes the WebVTT thumbnail track: one cue per thumbnail that names
 * its sheet and its rectangle there, as a spatial media fragment (`#xywh=`, W3C Media Fragments
 * URI 1.0, section 4.2.2).
 */
export async function writeThumbnailTrack(
  transcoded: Transcoded,
  transcodeFolder: string,
  folder: string
): Promise<ThumbnailTrack> {
  const { grid, durationSeconds } = transcoded
  const thumbnails = transcoded.thumbnails
    .slice(0, Math.ceil(durationSeconds / grid.intervalSeconds))
    .map((file) => join(transcodeFolder, file))
  const perSheet = grid.columns * grid.rows
  const sheets: string[] = []
  await mkdir(join(folder, 'thumbnails'), { recursive: true })
  for (let start = 0; start < thumbnails.length; start += perSheet) {
    const sheet = `thumbnails/sheet-${sheets.length + 1}.jpg`
    await writeSheet(thumbnails.slice(start, start + perSheet), grid, join(folder, sheet))
    sheets.push(sheet)
  }

  const cues = thumbnails.map((_, n) => {
    const start = n * grid.intervalSeconds
    const end = Math.min(durationSeconds, start + grid.intervalSeconds)
    const { left, top } = placeOf(n % perSheet, grid)
    const sheet = sheets[Math.floor(n / perSheet)]
    const area = `${left},${top},${grid.width},${grid.height}`
    return `${timestamp(start)} --> ${timestamp(end)}\n${sheet}#xywh=${area}`
  })
  await writeFile(join(folder, THUMBNAIL_TRACK), `WEBVTT\n\n${cues.join('\n\n')}\n`)
  const { columns, rows, width, height, intervalSeconds } = grid
  return { vtt: THUMBNAIL_TRACK, sheets, columns, rows, width, height, intervalSeconds }
}

async function writeSheet(thumbnails: string[], grid: ThumbnailGrid, path: string): Promise<void> {
  const rows = Math.ceil(thumbnails.length / grid.columns)
  const blank = sharp({
    create: {
      width: grid.columns * grid.width,
      height: rows * grid.height,
      channels: 3,
      background: 'black',
    },
  })
  await blank
    .composite(thumbnails.map((input, n) => ({ input, ...placeOf(n, grid) })))
    .jpeg({ quality: SHEET_QUALITY })
    .toFile(path)
}

/** Row by row from the top left, in pixels. */
function placeOf(n: number, grid: ThumbnailGrid): { left: number; top: number } {
  return {
    left: (n % grid.columns) * grid.width,
    top: Math.floor(n / grid.columns) * grid.height,
  }
}
