import { join } from 'node:path'
import sharp, { type Stats } from 'sharp'
import { PipelineFailedError } from '../errors.js'

/** Longer side in pixels, largest first. A size above the source's is left out, the first never. */
const SIDES = [1280, 640, 320]
const NEAR_BLACK = 24
const NEAR_WHITE = 235
/** Scoring needs no more than this; a large frame takes longer and says the same. */
const SCORED_SIDE = 320

/**
 * Chooses the frame that tells most (rich in detail, sharp, colourful, neither dark nor blank) and
 * writes it as JPEG and WebP.
 *
 * @returns the files' names, best first: `poster.jpg`, `poster.webp`, `poster-640.jpg`, ...
 */
export async function writePosters(candidates: string[], folder: string): Promise<string[]> {
  const scored = await Promise.all(
    candidates.map(async (path) => ({ path, score: await scoreOf(path) }))
  )
  const best = scored.toSorted((a, b) => b.score - a.score)[0]
  if (!best)
    throw new PipelineFailedError('ingest.process-failed', 'No frame for a poster came out')

  const { width, height } = await sharp(best.path).metadata()
  const longer = Math.max(width, height)
  const written: string[] = []
  for (const [place, side] of SIDES.entries()) {
    if (place > 0 && side >= longer) continue
    const name = place === 0 ? 'poster' : `poster-${side}`
    const picture = sharp(best.path).resize(side, side, { fit: 'inside', withoutEnlargement: true })
    await picture
      .clone()
      .jpeg({ quality: 84, mozjpeg: true })
      .toFile(join(folder, `${name}.jpg`))
    await picture
      .clone()
      .webp({ quality: 80 })
      .toFile(join(folder, `${name}.webp`))
    written.push(`${name}.jpg`, `${name}.webp`)
  }
  return written
}

async function scoreOf(path: string): Promise<number> {
  const small = await sharp(path)
    .resize(SCORED_SIDE, SCORED_SIDE, { fit: 'inside', withoutEnlargement: true })
    .toBuffer()
  return frameScore(await sharp(small).stats())
}

/** Higher is better. Entropy is in bits (0 to 8), sharpness the deviation of a Laplacian. */
export function frameScore(stats: Pick<Stats, 'channels' | 'entropy' | 'sharpness'>): number {
  const means = stats.channels.slice(0, 3).map((channel) => channel.mean)
  const brightness = means.reduce((sum, mean) => sum + mean, 0) / means.length
  const contrast = Math.max(...stats.channels.slice(0, 3).map((channel) => channel.stdev))
  const colour = Math.max(...means) - Math.min(...means)
  const exposed = brightness > NEAR_BLACK && brightness < NEAR_WHITE ? 1 : 0.1
  const middling = 1 - Math.abs(brightness - 118) / 255
  const detail = stats.entropy / 8 + Math.min(stats.sharpness, 12) / 12
  return exposed * middling * (detail + contrast / 128 + colour / 255)
}
